import type { Answered } from '../channel/channel.ts'

type Reason = Exclude<Answered, { readonly accepted: true }>['reason']

/** Every text of the viewer. Names of states, events, guards and fields stay the machine's own. */
export interface Words {
  readonly lang: string
  readonly title: string
  readonly enrollment: string
  readonly connection: {
    readonly waiting: string
    readonly live: string
    readonly lost: string
    readonly ended: string
    readonly recording: (name: string) => string
  }
  readonly openRecording: string
  readonly dropHere: string
  readonly tornRecording: string
  readonly emptyRecording: string
  readonly notARecording: string
  readonly backToLive: string
  readonly theme: string
  readonly nothingYet: string
  readonly nothingYetHint: string
  readonly nothingCame: string
  readonly nothingCameHint: string
  readonly diagram: {
    readonly name: string
    readonly help: string
    readonly zoomIn: string
    readonly zoomOut: string
    readonly fit: string
    readonly full: string
    readonly active: string
    readonly taken: string
    readonly open: string
  }
  readonly state: { readonly title: string; readonly stopped: string; readonly defect: string }
  readonly tokenLeft: (seconds: number) => string
  readonly tokenDead: string
  readonly moved: (state: string) => string
  readonly commands: {
    readonly title: string
    readonly send: string
    readonly none: string
    readonly recorded: string
    readonly past: string
    readonly ended: string
    readonly accepted: (command: string) => string
    readonly refused: (command: string, why: string) => string
    readonly code: string
    readonly photo: string
    readonly factor: string
    readonly phone: string
    readonly countryCode: string
    readonly email: string
  }
  readonly reasons: Readonly<Record<Reason, string>>
  readonly context: {
    readonly title: string
    readonly redacted: string
    readonly at: (time: string) => string
    /** On another day than the step. */
    readonly on: (date: string, time: string) => string
  }
  readonly log: {
    readonly title: string
    readonly refused: string
    /** The enrollment was under way when the page met it. */
    readonly joined: string
    readonly omitted: (count: number) => string
  }
  readonly playback: {
    readonly name: string
    readonly first: string
    readonly previous: string
    readonly play: string
    readonly pause: string
    readonly next: string
    readonly newest: string
    readonly step: string
    readonly stepOf: (step: number, count: number) => string
    readonly speed: string
  }
}
