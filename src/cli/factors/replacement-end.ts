import { setTimeout } from 'node:timers/promises'
import * as E from '#fp-ts/Either'
import {
  nextOfReplacement,
  type EnrolledFactor,
  type Replacement,
  type ReplacementEnd,
  type ServiceError,
} from '../../../machines/index.ts'
import { exitCode, exitCodeOfError, type ExitCode } from '../exit-code.ts'
import type { Account } from './account.ts'
import { failureLine, warnOf } from './failure.ts'
import { removeFactor, type Looking } from './removal.ts'
import { howToRemove, whyOf } from './reset-failure.ts'
import { shownFactorOf, type ShownFactor } from './shown-factor.ts'

const endWords = { reset: 'replaced', replacedInPlace: 'replacedInPlace' } as const

/** What the account has now. */
const tellFactors = async (account: Account): Promise<readonly EnrolledFactor[] | null> => {
  const { directory, say, show, warn, texts } = account
  const listed = await directory.listEnrolledFactors()()
  if (E.isLeft(listed)) {
    warn(texts.factors.listUnknown)
    warnOf(account, listed.left)
    return null
  }
  say(texts.factors.accountHas)
  show(listed.right.map(shownFactorOf))
  return listed.right
}

const shownOrNull = (listed: readonly EnrolledFactor[] | null): readonly ShownFactor[] | null =>
  listed && listed.map(shownFactorOf)

/** The new factor was not bound, or it is not known: nothing is taken off. */
export const endHalfWay = async (
  account: Account,
  replacement: Replacement,
  code: ExitCode,
): Promise<ExitCode> => {
  const { say, tellProgram, texts } = account
  const listed = await tellFactors(account)
  const isNewThere =
    listed !== null && nextOfReplacement(replacement, listed, { isBound: true }) === 'resetOld'
  if (isNewThere) say(texts.factors.bothThere, 'yellow')
  tellProgram({ outcome: isNewThere ? 'notFinished' : 'notReplaced', enrolled: shownOrNull(listed) })
  return code
}

const tellEnd = async (account: Account, end: ReplacementEnd): Promise<ExitCode> => {
  const { say, warn, tellProgram, texts } = account
  if (end === 'notBound') warn(texts.factors.newNotListed)
  else say(texts.factors[endWords[end]], 'green')
  const enrolled = shownOrNull(await tellFactors(account))
  tellProgram({ outcome: end === 'notBound' ? 'notReplaced' : 'replaced', enrolled })
  return end === 'notBound' ? exitCodeOfError('outcomeUnknown') : exitCode.done
}

/** The new factor stands, and the old one may do so as well: what is known of it, why, and what to do. */
const tellUnfinished = async (
  account: Account,
  { factorId }: Replacement,
  error: ServiceError,
  known: 'oldStillThere' | 'oldUnknown' | 'oldUntouched',
): Promise<ExitCode> => {
  const { warn, support, tellProgram, texts } = account
  warn(texts.factors[known](whyOf(error, texts.factors)))
  if (error.requestId !== undefined) support(error.requestId)
  warn(howToRemove(factorId, error, texts.factors))
  const isKnown = known === 'oldStillThere'
  const enrolled = isKnown ? shownOrNull(await tellFactors(account)) : null
  tellProgram({ outcome: 'notFinished', enrolled, ...failureLine(error) })
  return isKnown ? exitCode.refused : exitCodeOfError('outcomeUnknown')
}

/**
 * Takes the old factor off, now that the new one is bound. In two steps, unlike `finishReplacement`, to be able
 * to say which of them failed.
 */
export const endBound = async (
  account: Account,
  replacement: Replacement,
  wait: Looking['wait'] = (ms) => setTimeout(ms),
): Promise<ExitCode> => {
  const { directory, interruption, say, texts } = account
  interruption.onFirst(() => say(texts.factors.waiting))
  const listed = await directory.listEnrolledFactors()()
  if (E.isLeft(listed)) return tellUnfinished(account, replacement, listed.left, 'oldUntouched')
  const next = nextOfReplacement(replacement, listed.right, { isBound: true })
  if (next !== 'resetOld') return tellEnd(account, next)

  const removal = await removeFactor(directory, replacement.factorId, {
    wait,
    onLooking: () => say(texts.factors.looking, 'dim'),
  })
  switch (removal.outcome) {
    case 'removed':
    case 'gone':
      return tellEnd(account, 'reset')
    case 'refused':
    case 'stillThere':
      return tellUnfinished(account, replacement, removal.error, 'oldStillThere')
    case 'unknown':
      return tellUnfinished(account, replacement, removal.error, 'oldUnknown')
  }
}
