import {
  beginReplacement,
  finishReplacement,
  type EnrolledFactor,
  type FactorDirectory,
  type Replacement,
  type ReplacementEnd,
  type ServiceError,
} from '../../../machines/index.ts'

/** A replacement on its way: the old factor goes last, once the new one is bound. */
export interface Replacing {
  readonly factor: EnrolledFactor
  readonly status: 'binding' | 'finishing' | 'unfinished' | ReplacementEnd
}

export interface Replacements {
  readonly current: () => Replacing | null
  /** Notes what the account has; Left if the factor is not there any more. */
  readonly begin: (directory: FactorDirectory, factor: EnrolledFactor) => Promise<ServiceError['_tag'] | null>
  /** Takes the old factor off; may be called again after it failed. */
  readonly finish: (directory: FactorDirectory) => Promise<void>
  readonly forget: () => void
}

export const createReplacements = (changed: () => void): Replacements => {
  let current: Replacing | null = null
  let begun: Replacement | null = null

  const show = (next: Replacing | null) => {
    current = next
    changed()
  }

  return {
    current: () => current,
    begin: async (directory, factor) => {
      const answer = await beginReplacement(directory, factor.factorId)()
      if (answer._tag === 'Left') return answer.left._tag
      begun = answer.right
      show({ factor, status: 'binding' })
      return null
    },
    finish: async (directory) => {
      if (begun === null || current === null || current.status === 'finishing') return
      const { factor } = current
      const replacement = begun
      show({ factor, status: 'finishing' })
      const ended = await finishReplacement(directory, replacement, { isBound: true })()
      // The person may have gone on to something else meanwhile.
      if (begun !== replacement) return
      show({ factor, status: ended._tag === 'Right' ? ended.right : 'unfinished' })
    },
    forget: () => {
      begun = null
      current = null
    },
  }
}
