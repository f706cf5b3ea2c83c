import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { jsonLines, statesOf } from './json-lines.ts'
import { environmentFor, start } from './run-command.ts'
import { withSandbox } from './with-sandbox.ts'

const message = suite('enrolling a phone or an e-mail address from a script')

const Outbox = t.array(t.type({ code: t.string }))

/** The code of the newest message, read as a script would. */
const codeFrom = async (outbox: string): Promise<string> => {
  const messages: unknown = await (await fetch(outbox)).json()
  const newest = Outbox.is(messages) ? messages.at(-1) : undefined
  if (newest === undefined) throw new Error('Nothing was sent')
  return newest.code
}

const ways = [
  { args: ['--factor', 'sms', '--phone', '+8618800001234'], factorType: 'SMS', masked: '+86 188****1234' },
  {
    args: ['--factor', 'SMS', '--phone', ' +86 188-0000-1234 '],
    factorType: 'SMS',
    masked: '+86 188****1234',
  },
  { args: ['--factor', 'sms', '--phone', '+1 (213) 373-4253'], factorType: 'SMS', masked: '+1 213****253' },
  {
    args: ['--factor', 'email', '--email', 'bob@example.com'],
    factorType: 'EMAIL',
    masked: 'b***@example.com',
  },
] as const

for (const { args, factorType, masked } of ways) {
  message(`enroll ${args.join(' ')} takes the code from the outbox`, () =>
    withSandbox(async (running) => {
      const command = start(['enroll', ...args, '--json'], environmentFor(running))
      await command.stdout.until(/"state":"awaitingCode"/)
      command.type(await codeFrom(running.outbox))
      const { code, stdout, stderr } = await command.ended
      assert.is(code, 0)
      assert.is(stderr, '')
      assert.equal(statesOf(stdout), ['idle', 'requesting', 'awaitingCode', 'binding', 'done'])
      const [awaiting] = jsonLines(stdout).filter(({ state }) => state === 'awaitingCode')
      assert.is(awaiting?.challenge?.maskedDestination?.replace(/\*+/, '****'), masked.replace(/\*+/, '****'))
      assert.equal(
        running.sandbox.factors().map((factor) => factor.factorType),
        [factorType],
      )
    }),
  )
}

message('a wrong code uses the message up, which is said, and no second one is sent', () =>
  withSandbox(async (running) => {
    const command = start(['enroll', ...ways[0].args], environmentFor(running))
    await command.stdout.until(/Enter the code that was sent to \+86 188\*+1234\./)
    const right = await codeFrom(running.outbox)
    command.type(right === '000000' ? '111111' : '000000')
    await command.stderr.until(/That code is used up\. You can have a new one in \d+ s\./)
    command.endInput()
    assert.is((await command.ended).code, 4)
    assert.is(running.sandbox.outbox.length, 1)
  }),
)

message.run()
