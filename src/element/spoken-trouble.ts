import type { FieldTrouble } from './flow/field-trouble.ts'
import type { Stage } from './stage.ts'

/** What is wrong at a field, for the live region. See {@link createSpokenTrouble}. */
export interface SpokenTrouble {
  /** Empty while nothing is wrong. */
  readonly text: (stage: Stage) => string
  /** How many there have been: another one draws the focus again. */
  readonly count: () => number
}

/** Keeps the words of a trouble as they were when it came up: a wait in it must not be read out each second. */
export const createSpokenTrouble = (): SpokenTrouble => {
  let last: FieldTrouble | null = null
  let text = ''
  let count = 0
  return {
    text: ({ flow, words, now }) => {
      const trouble = flow.trouble()
      if (trouble !== last) {
        text = trouble?.(words, now) ?? ''
        if (trouble !== null) count++
      }
      last = trouble
      return text
    },
    count: () => count,
  }
}
