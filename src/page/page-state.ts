import type { Trial } from './guide/trial.ts'
import type { AppAccount } from './phone/app-account.ts'
import type { PhoneApp } from './phone/phone-app.ts'
import type { Message, Mishap, Person } from './play/play-server.ts'
import type { Preferences } from './preferences.ts'
import type { SeenRequest } from './requests/seen-request.ts'

/** What is on show besides the element, which keeps its own state. */
export interface PageState {
  readonly preferences: Preferences
  readonly person: Person
  readonly isServerThere: boolean
  readonly messages: readonly Message[]
  readonly mishaps: readonly Mishap[]
  readonly requests: readonly SeenRequest[]
  readonly tried: readonly Trial[]
  readonly phone: {
    readonly app: PhoneApp
    /** How many messages of each kind came while the person looked elsewhere. */
    readonly news: Readonly<Record<'messages' | 'mail', number>>
    readonly accounts: readonly AppAccount[]
    readonly isScanning: boolean
    readonly isTypingKey: boolean
    /** What the authenticator has to say: that it worked, or why not. */
    readonly notice: { readonly text: string; readonly isProblem: boolean } | null
  }
  /** Which part is on show where there is room for one. */
  readonly view: 'page' | 'phone' | 'guide' | 'machine'
  /** Whether the machine stands beside the others, where there is one and room for it. */
  readonly isMachineShown: boolean
  /** What was copied a moment ago, and whether the browser let it. */
  readonly copied: { readonly what: string; readonly worked: boolean } | null
  /** For screen readers, once. */
  readonly announced: string
}

export interface Store {
  readonly get: () => PageState
  /** Changes it and draws it at once. */
  readonly change: (patch: Partial<PageState>) => void
  readonly changePhone: (patch: Partial<PageState['phone']>) => void
}

/** Keeps the state, and draws every change of it. */
export const createStore = (initial: PageState, draw: (state: PageState) => void): Store => {
  let state = initial
  const change = (patch: Partial<PageState>) => {
    state = { ...state, ...patch }
    draw(state)
  }
  return {
    get: () => state,
    change,
    changePhone: (patch) => change({ phone: { ...state.phone, ...patch } }),
  }
}
