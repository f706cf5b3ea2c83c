import { accountOfKey, accountOfUri, withAccount, type AppAccount } from './phone/app-account.ts'
import type { PhoneApp } from './phone/phone-app.ts'
import { readQrCode } from './phone/read-qr-code.ts'
import * as play from './play/play-server.ts'
import { applyPreferences, keepPreferences, type Preferences } from './preferences.ts'
import type { PageState, Store } from './page-state.ts'
import { textsFor } from './texts/texts-for.ts'

/** What the buttons around the element do. */
export interface PageActions {
  readonly prefer: (patch: Partial<Preferences>) => void
  readonly show: (view: PageState['view']) => void
  readonly showMachine: (isShown: boolean) => void
  readonly openApp: (app: PhoneApp) => void
  readonly copy: (what: string, text: string) => void
  readonly scan: () => void
  readonly typeKey: (isOpen: boolean) => void
  /** @returns whether it was one. */
  readonly addKey: (typed: string) => boolean
  readonly removeAccount: (account: AppAccount) => void
  readonly setMishap: (mishap: play.Mishap, isOn: boolean) => void
  readonly skipMinute: () => void
  readonly reload: () => void
  readonly signInAfresh: () => void
  readonly clearRequests: () => void
}

/** How long "Copied" stays. */
const copiedMs = 2000

const focus = (id: string) => document.getElementById(id)?.focus()

export const createActions = ({ get, change, changePhone }: Store): PageActions => {
  const texts = () => textsFor(get().preferences.lang).phone
  let forgetCopied = 0

  /** The page's server may have stopped; then the stream of its state has said so. */
  const ask = (asked: Promise<unknown>) => void asked.catch(() => change({ isServerThere: false }))

  const add = (account: AppAccount) => {
    const { accounts, isReplaced } = withAccount(get().phone.accounts, account)
    const { added, replaced } = texts()
    const name = account.issuer === '' ? account.label : account.issuer
    const text = isReplaced ? replaced(name) : added(name)
    changePhone({ accounts, isTypingKey: false, notice: { text, isProblem: false } })
    change({ announced: text })
  }
  const complain = (text: string) => {
    changePhone({ notice: { text, isProblem: true } })
    change({ announced: text })
  }

  const scan = async () => {
    changePhone({ isScanning: true, isTypingKey: false, notice: null })
    // The same words are news again.
    change({ announced: '' })
    try {
      const read = await readQrCode()
      const account = read === null ? null : accountOfUri(read)
      if (account !== null) add(account)
      else complain(read === null ? texts().nothingToScan : texts().unreadable)
    } catch {
      complain(texts().nothingToScan)
    } finally {
      changePhone({ isScanning: false })
    }
  }

  const copy = async (what: string, text: string) => {
    let worked = true
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      worked = false
    }
    const { copied, copyFailed } = texts()
    change({ copied: { what, worked }, announced: worked ? copied : copyFailed })
    window.clearTimeout(forgetCopied)
    forgetCopied = window.setTimeout(() => change({ copied: null, announced: '' }), copiedMs)
  }

  const openApp = (app: PhoneApp) => {
    const { news, notice } = get().phone
    changePhone({
      app,
      notice: app === get().phone.app ? notice : null,
      news: app === 'authenticator' ? news : { ...news, [app]: 0 },
    })
  }

  const signInAfresh = async () => {
    sessionStorage.removeItem(get().person.userId)
    await play.signInAfresh()
    const person = await play.personNow()
    change({ person, requests: [] })
    changePhone({
      accounts: [],
      news: { messages: 0, mail: 0 },
      isTypingKey: false,
      notice: null,
      app: 'authenticator',
    })
  }

  return {
    prefer: (patch) => {
      const preferences = { ...get().preferences, ...patch }
      keepPreferences(preferences)
      applyPreferences(preferences, textsFor(preferences.lang).title)
      change({ preferences })
    },
    show: (view) => {
      change({ view })
      if (view === 'phone') openApp(get().phone.app)
      window.scrollTo(0, 0)
    },
    showMachine: (isMachineShown) => change({ isMachineShown }),
    openApp,
    copy: (what, text) => void copy(what, text),
    scan: () => void scan(),
    typeKey: (isOpen) => {
      changePhone({ isTypingKey: isOpen, notice: null })
      focus(isOpen ? 'key' : 'type-key')
    },
    addKey: (typed) => {
      const account = accountOfKey(typed, texts().handAdded)
      if (account === null) {
        complain(texts().keyWrong)
        focus('key')
        return false
      }
      add(account)
      focus('type-key')
      return true
    },
    removeAccount: (account) => {
      changePhone({ accounts: get().phone.accounts.filter((one) => one !== account), notice: null })
      focus('scan')
    },
    setMishap: (mishap, isOn) => ask(play.setMishap(mishap, isOn)),
    skipMinute: () => ask(play.skipTime(60_000)),
    reload: () => location.reload(),
    signInAfresh: () => ask(signInAfresh()),
    clearRequests: () => change({ requests: [] }),
  }
}
