import {
  FactorType,
  beginReplacement as begin,
  finishReplacement as finish,
  type EnrolledFactor,
  type FactorDirectory,
  type Replacement,
  type ServiceError,
} from '../../machines/index.ts'
import { settled } from './settled.ts'
import type { Listed, UsedFactorDirectory } from './used-factor-directory.ts'

/** What the actions of one component share. */
export interface DirectoryWork {
  readonly directory: () => FactorDirectory
  readonly set: (some: Partial<Listed>) => void
  /** The latest question: only its answer counts. */
  question: AbortController | null
  isBusy: boolean
  replacement: Replacement | null
}

type Settled = NonNullable<Listed['replacement']>['status']

/**
 * @param isOver what was known is not true any more: nothing of it is offered meanwhile.
 * @param failed what a change just failed with.
 * @param isDone whether the list shows it done all the same: then it did not fail.
 */
export const reload = async (
  work: DirectoryWork,
  isOver = false,
  failed: ServiceError | null = null,
  isDone?: (factors: readonly EnrolledFactor[]) => boolean,
): Promise<void> => {
  work.question?.abort()
  const question = new AbortController()
  work.question = question
  const { signal } = question
  work.set({ isLoading: true, ...(isOver && { choices: null }) })
  const [factors, choices] = await Promise.all([
    settled(work.directory().listEnrolledFactors({ signal })),
    settled(work.directory().listFactorsToEnroll({ signal })),
  ])
  if (work.question !== question) return
  const [error = null] = [factors, choices].flatMap((answer) => (answer._tag === 'Left' ? [answer.left] : []))
  const isDoneAfterAll = factors._tag === 'Right' && isDone?.(factors.right) === true
  work.set({
    isLoading: false,
    error: (isDoneAfterAll ? null : failed) ?? error,
    ...(factors._tag === 'Right' && { factors: factors.right }),
    ...(choices._tag === 'Right' && {
      choices: choices.right.map(({ factorType }) => factorType).filter(FactorType.is),
    }),
  })
}

/** One change at a time: a double click is one. */
const alone = async <A>(work: DirectoryWork, otherwise: A, run: () => Promise<A>): Promise<A> => {
  if (work.isBusy) return otherwise
  work.isBusy = true
  return run().finally(() => {
    work.isBusy = false
  })
}

const settle = (work: DirectoryWork, status: Settled) =>
  work.set({ replacement: work.replacement && { replacement: work.replacement, status } })

export const remove = (work: DirectoryWork, factorId: string): Promise<boolean> =>
  alone(work, false, async () => {
    work.set({ removing: factorId, error: null })
    const gone = await settled(work.directory().resetFactor(factorId))
    let isGone = gone._tag === 'Right'
    // What is not there any more was taken off: by a request whose answer got lost, or elsewhere.
    await reload(work, false, gone._tag === 'Left' ? gone.left : null, (factors) => {
      isGone ||= !factors.some((factor) => factor.factorId === factorId)
      return isGone
    })
    work.set({ removing: null })
    return isGone
  })

export const beginReplacement = (work: DirectoryWork, factorId: string): Promise<Replacement | null> =>
  alone(work, null, async () => {
    const begun = await settled(begin(work.directory(), factorId))
    work.replacement = begun._tag === 'Right' ? begun.right : null
    settle(work, 'enrolling')
    work.set({ error: begun._tag === 'Left' ? begun.left : null })
    return work.replacement
  })

export const finishReplacement = async (
  work: DirectoryWork,
  { isBound, replacement: meant }: Parameters<UsedFactorDirectory['finishReplacement']>[0],
): ReturnType<UsedFactorDirectory['finishReplacement']> => {
  const { replacement } = work
  // Looked at first: who waits for the end of one that was dropped must not keep another one from its end.
  if (replacement === null || (meant ?? replacement) !== replacement) return null
  return alone(work, null, async () => {
    settle(work, 'finishing')
    work.set({ choices: null })
    const ended = await settled(finish(work.directory(), replacement, { isBound }))
    if (work.replacement !== replacement) {
      // Dropped, while the answer was on its way.
      await reload(work)
      return null
    }
    settle(work, ended._tag === 'Right' ? ended.right : 'unfinished')
    if (ended._tag === 'Right') work.replacement = null
    await reload(work, false, ended._tag === 'Left' ? ended.left : null)
    return ended._tag === 'Right' ? ended.right : null
  })
}
