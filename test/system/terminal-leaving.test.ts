// Ways to leave `mfa-enroll` at a terminal, and how the terminal is left. Wants tmux.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { environmentFor } from '../cli/run-command.ts'
import { withSandbox } from '../cli/with-sandbox.ts'
import { onTerminal, type Terminal } from './terminal.ts'

const leaving = suite('leaving at a terminal')

interface Place {
  readonly name: string
  readonly args: readonly string[]
  /** Without an access token in the environment. */
  readonly anonymous?: true
  readonly arrive: (terminal: Terminal) => Promise<unknown>
  readonly says: RegExp
}

const nothing = /Cancelled\. Nothing was added\./

const places: readonly Place[] = [
  {
    name: 'the access token',
    args: ['enroll', '--factor', 'otp'],
    anonymous: true,
    arrive: (terminal) => terminal.until(/Access token \(not shown\):/),
    says: nothing,
  },
  {
    name: 'the factor',
    args: ['enroll'],
    arrive: (terminal) => terminal.until(/Which factor/),
    says: nothing,
  },
  {
    name: 'the phone number',
    args: ['enroll', '--factor', 'sms'],
    arrive: (terminal) => terminal.until(/Phone number/),
    says: nothing,
  },
  {
    name: 'what is at hand',
    args: ['enroll', '--factor', 'otp'],
    arrive: (terminal) => terminal.until(/Press Enter to go on/),
    says: nothing,
  },
  {
    name: 'the photo',
    args: ['enroll', '--factor', 'face'],
    arrive: (terminal) => terminal.until(/Photo, the path/),
    says: nothing,
  },
  {
    name: 'the code',
    args: ['enroll', '--factor', 'otp', '--yes'],
    arrive: (terminal) => terminal.until(/Code \(/),
    says: nothing,
  },
  {
    name: 'a second try',
    args: ['enroll', '--factor', 'otp', '--yes', '--host', 'http://127.0.0.1:9'],
    arrive: (terminal) => terminal.until(/Press Enter to try again/),
    says: nothing,
  },
  {
    name: 'the recovery code',
    args: ['demo', '--yes'],
    arrive: async (terminal) => {
      await terminal.until(/Code \(/)
      await terminal.press('Enter')
      await terminal.until(/Type saved/)
    },
    says: /The factor is active, but you left without saving its recovery code\./,
  },
]

for (const { name, args, anonymous, arrive, says } of places) {
  for (const key of ['C-c', 'C-d']) {
    leaving(`${key} at the question for ${name} ends with 130 and a terminal as it was`, () =>
      withSandbox(async (running) => {
        const { GENAUTH_ACCESS_TOKEN, ...rest } = environmentFor(running)
        const env = anonymous === true ? rest : { ...rest, GENAUTH_ACCESS_TOKEN }
        await onTerminal(args, { env }, async (terminal) => {
          await arrive(terminal)
          await terminal.press(key)
          assert.equal(await terminal.ended(), { code: 130, isRestored: true })
          assert.match((await terminal.screen()).replaceAll(/\s+/g, ' '), says)
        })
      }),
    )
  }
}

leaving('C-d with something on the line leaves nothing', () =>
  onTerminal(['demo', '--yes'], {}, async (terminal) => {
    await terminal.until(/Code \(/)
    await terminal.type('12')
    await terminal.press('C-d', 'Enter')
    await terminal.until(/left, q leaves\):\nEnter the 6 digits/)
    await terminal.press('C-c')
    assert.is((await terminal.ended()).code, 130)
  }),
)

leaving('C-z stops nothing: under npm the shell would not come back', () =>
  onTerminal(['demo', '--yes'], {}, async (terminal) => {
    await terminal.until(/Code \(/)
    await terminal.type('12')
    await terminal.press('C-z')
    await terminal.type('3')
    await terminal.press('Enter')
    await terminal.until(/left, q leaves\):\nEnter the 6 digits/)
    await terminal.press('C-c')
    assert.equal(await terminal.ended(), { code: 130, isRestored: true })
  }),
)

leaving('C-c while a request hangs ends it', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'hang' })
    await onTerminal(
      ['enroll', '--factor', 'otp', '--yes'],
      { env: environmentFor(running) },
      async (terminal) => {
        await terminal.until(/Preparing…/)
        await terminal.press('C-c')
        assert.equal(await terminal.ended(5_000), { code: 130, isRestored: true })
        assert.match(await terminal.screen(), nothing)
      },
    )
  }),
)

leaving('C-c while a bind hangs waits for its outcome, saying so, and a second one does not', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'hang' })
    await onTerminal(
      ['enroll', '--factor', 'otp', '--yes'],
      { env: environmentFor(running) },
      async (terminal) => {
        await terminal.until(/Code \(/)
        await terminal.type('000000')
        await terminal.press('Enter')
        await terminal.until(/Checking…/)
        await terminal.press('C-c')
        await terminal.until(/Leaving as soon as it is known whether it worked…/)
        await terminal.press('C-c')
        assert.equal(await terminal.ended(5_000), { code: 130, isRestored: true })
      },
    )
  }),
)

leaving.run()
