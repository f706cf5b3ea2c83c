import type { Trial } from '../guide/trial.ts'
import type { PageState } from '../page-state.ts'
import type { PhoneApp } from '../phone/phone-app.ts'
import type { Lang, Theme } from '../preferences.ts'

/** What one thing to try says of itself. */
export interface TrialTexts {
  readonly title: string
  /** What one will see. */
  readonly hint: string
  /** The button that makes it happen, where there is one. */
  readonly action: string | null
}

/** All words of the page around the element, in one language. */
export interface PageTexts {
  readonly title: string
  readonly intro: string
  readonly skip: string
  readonly freshAccount: string
  readonly language: string
  readonly languageName: Readonly<Record<Lang, string>>
  readonly theme: string
  readonly themeName: Readonly<Record<Theme, string>>
  readonly views: string
  readonly viewName: Readonly<Record<PageState['view'], string>>
  readonly stopped: string

  readonly account: {
    readonly label: string
    readonly sections: readonly string[]
    readonly security: string
    readonly signedIn: string
    readonly password: string
    readonly passwordHint: string
    readonly twoStep: string
  }

  readonly guide: {
    readonly title: string
    readonly tried: (done: number, all: number) => string
    readonly seen: string
    readonly trials: Readonly<Record<Trial, TrialTexts>>
  }

  readonly machine: {
    readonly title: string
    /** The name of the frame with the viewer in it. */
    readonly frame: string
  }

  readonly requests: {
    readonly title: string
    readonly hint: string
    readonly none: string
    readonly underWay: string
    readonly noReply: string
    readonly clear: string
    readonly took: (ms: number) => string
  }

  readonly phone: {
    readonly label: string
    readonly apps: string
    readonly appName: Readonly<Record<PhoneApp, string>>
    readonly news: (count: number) => string
    readonly arrived: (app: string) => string
    readonly now: string
    readonly copyCode: string
    readonly copied: string
    readonly copyFailed: string
    readonly noMessages: string
    readonly noMessagesHint: string
    readonly noMail: string
    readonly noMailHint: string
    readonly sms: (code: string) => readonly [before: string, code: string, after: string]
    readonly to: string
    readonly mailSubject: string
    readonly mailBefore: string
    readonly mailAfter: string
    readonly noAccounts: string
    readonly noAccountsHint: string
    readonly scan: string
    readonly scanning: string
    readonly typeKey: string
    readonly key: string
    readonly keyHint: string
    readonly add: string
    readonly cancel: string
    readonly remove: string
    readonly removeNamed: (account: string) => string
    readonly added: (account: string) => string
    readonly replaced: (account: string) => string
    readonly nothingToScan: string
    readonly unreadable: string
    readonly keyWrong: string
    readonly forgets: string
    readonly secondsLeft: (seconds: number) => string
    readonly handAdded: string
  }
  readonly footer: { readonly licences: string; readonly madeUp: string }
}
