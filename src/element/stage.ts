import type { TemplateResult } from 'lit'
import type { EnrollmentView, Message, Words } from '../view/index.ts'
import type { Flow } from './flow/flow.ts'
import type { Given } from './flow/given.ts'

/** What a screen may read and do. A screen is a function from it to a template, and keeps nothing. */
export interface Stage {
  /** The view as of now. */
  readonly view: EnrollmentView
  /** Epoch ms. */
  readonly now: number
  readonly words: Words
  readonly say: (message: Message) => string
  /** The name of a factor of any type, also of one that is not known here. */
  readonly nameOf: (factorType: string) => string
  /** A BCP 47 tag. */
  readonly language: string
  readonly flow: Flow
  readonly given: Given
  /** A finger, not a mouse: most likely the device that has the authenticator app. */
  readonly isHandheld: boolean
  /** The heading level of a screen's title, 1 to 6. */
  readonly level: number
  /** The screen has just come: a click may have been meant for the one before. */
  readonly isNew: () => boolean
  /** The element may make another enrollment when this one is over. */
  readonly canReset: boolean
}

export type Screen = (stage: Stage) => TemplateResult
