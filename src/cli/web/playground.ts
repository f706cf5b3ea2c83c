import { createSandbox, type Account, type Sandbox } from '../../sandbox/index.ts'
import { mishapsIn, setMishap, type Mishap } from './mishaps.ts'
import { people } from './people.ts'
import { createSkippableClock, type SkippableClock } from './skippable-clock.ts'

/** The issuer an authenticator app shows, and the company whose page it is. */
export const company = 'Fernhill'

/** The sandbox of one run, its signed-in person, and its time. */
export interface Playground {
  readonly sandbox: Sandbox
  /** The time of the sandbox, and of whoever else lives here. */
  readonly clock: SkippableClock
  /** Who is at the page. */
  readonly signedIn: () => unknown
  /** A token of now for the person at the page, which keeps none; null while there is no connection. */
  readonly token: () => unknown
  /** Another person, who has no factor yet; their messages are theirs alone, and nothing goes wrong. */
  readonly signInAfresh: () => void
  readonly set: (mishap: Mishap, isOn: boolean) => void
  /** Lets time pass, for the sandbox as for the page. */
  readonly skip: (ms: number) => void
  /** What changes under the page. Nothing here is about tokens. */
  readonly state: () => unknown
}

/** Makes the sandbox at an address, with somebody signed in. */
export const createPlayground = (origin: string): Playground => {
  const clock = createSkippableClock()
  const sandbox = createSandbox({ origin, poolName: company, now: clock.now })
  let made = 0
  let account: Account
  let messagesFrom = 0

  const personNow = () => people[made % people.length] ?? people[0]
  const add = (): void => {
    const { mailbox } = personNow()
    // The second time around a name has a number.
    const round = Math.floor(made / people.length)
    account = sandbox.addAccount({ email: `${mailbox}${round === 0 ? '' : round + 1}@fernhill.example` })
    messagesFrom = sandbox.outbox.length
  }
  add()
  return {
    sandbox,
    clock,
    signedIn: () => ({
      appId: sandbox.appId,
      userId: account.userId,
      name: personNow().name,
      email: account.email,
    }),
    token: () =>
      mishapsIn(sandbox.faults).includes('noConnection')
        ? null
        : { userId: account.userId, accessToken: sandbox.signIn(account) },
    signInAfresh: () => {
      made += 1
      sandbox.faults.clear()
      add()
    },
    set: (mishap, isOn) => setMishap(sandbox.faults, mishap, isOn),
    skip: clock.skip,
    state: () => ({
      skippedMs: clock.skippedMs(),
      mishaps: mishapsIn(sandbox.faults),
      messages: sandbox.outbox.slice(messagesFrom),
      userId: account.userId,
    }),
  }
}
