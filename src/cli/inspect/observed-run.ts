import type { Inspect } from '../../live/index.ts'
import type { CliTexts } from '../texts/texts.ts'

/** How the arguments want it. */
export interface ObservedValues {
  readonly inspect?: boolean | undefined
  readonly record?: string | undefined
}

export interface ObservedRun {
  readonly values: ObservedValues
  readonly texts: Pick<CliTexts, 'inspect' | 'loopback'>
  /** Tells a person. */
  readonly tell: (text: string) => void
  /** Writes a line as it is, for links must not be broken. */
  readonly show: (line: string) => void
}

/** Looks at the enrollment of one run: keeps what happens, shows it on a page, or neither. */
export interface Observation {
  /** For `createEnrollment`. */
  readonly options: { readonly inspect?: Inspect }
  /** Resolves when somebody opened the page; null where there is none. */
  readonly whenOpened: Promise<void> | null
  /** To be called after the enrollment was stopped. */
  readonly close: () => Promise<void>
}
