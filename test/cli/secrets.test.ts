import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { TOTP, URI } from 'otpauth'
import type { RunningSandbox } from '../../src/sandbox/index.ts'
import { codeOf } from './authenticator.ts'
import { environmentFor, start, type Ended } from './run-command.ts'
import { withSandbox } from './with-sandbox.ts'

const secrets = suite('what a script never finds in the output')

/** What the service answered, read from its replies: the secrets to look for. */
interface Seen {
  readonly bodies: string[]
}

/** Notes the replies on their way. Only this process's own calls pass here. */
const watchReplies = async <A>(use: (seen: Seen) => Promise<A>): Promise<A> => {
  const seen: Seen = { bodies: [] }
  const original = globalThis.fetch
  globalThis.fetch = async (...call) => {
    const response = await original(...call)
    seen.bodies.push(await response.clone().text())
    return response
  }
  try {
    return await use(seen)
  } finally {
    globalThis.fetch = original
  }
}

const field = (name: string, { bodies }: Seen): string => {
  const found = bodies.map((body) => new RegExp(`"${name}":"([^"]+)"`).exec(body)?.[1]).find(Boolean)
  if (found === undefined) throw new Error(`No reply had ${name}`)
  return found
}

const assertAbsent = ({ stdout, stderr }: Ended, texts: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(texts)) {
    assert.ok(text.length >= 4, `${name} is worth looking for`)
    assert.not.ok(`${stdout}${stderr}`.includes(text), `${name} was printed`)
  }
}

const secretOf = (uri: string): string => {
  const parsed = URI.parse(uri)
  if (!(parsed instanceof TOTP)) throw new Error('Not a URI of time-based codes')
  return parsed.secret.base32
}

const enrollOtp = async (running: RunningSandbox, seen: Seen): Promise<Ended> => {
  const command = start(['enroll', '--factor', 'otp', '--json'], environmentFor(running))
  await command.stdout.until(/"awaitingCode"/)
  command.type('000000')
  await command.stderr.until(/That code is not right/)
  command.type(codeOf(field('qrCodeUri', seen)))
  command.type('saved')
  return command.ended
}

// As text it wants --reveal, which shows them.
secrets('an OTP enrollment as JSON prints none of its secrets', () =>
  withSandbox((running) =>
    watchReplies(async (seen) => {
      const ended = await enrollOtp(running, seen)
      assert.is(ended.code, 0)
      const secret = secretOf(field('qrCodeUri', seen))
      assertAbsent(ended, {
        'the access token': running.sandbox.accessToken,
        'the enrollment token': field('enrollmentToken', seen),
        'the secret': secret,
        'the beginning of the grouped key': secret.replace(/(.{4})/g, '$1 ').slice(0, 9),
        'the link': 'otpauth:',
        'the recovery code': field('recoveryCode', seen),
        'the code': codeOf(field('qrCodeUri', seen)),
      })
    }),
  ),
)

for (const args of [['--json'], []]) {
  const name = args.length === 0 ? 'as text' : 'as JSON'

  secrets(`an SMS enrollment ${name} prints neither number nor code`, () =>
    withSandbox((running) =>
      watchReplies(async (seen) => {
        const phone = ['--phone', '+8618800001234']
        const command = start(['enroll', '--factor', 'sms', ...phone, ...args], environmentFor(running))
        await command.stdout.until(/\+86 188\*+1234/)
        const sent = running.sandbox.outbox.at(-1)?.code ?? ''
        command.type(sent)
        const ended = await command.ended
        assert.is(ended.code, 0)
        assertAbsent(ended, {
          'the access token': running.sandbox.accessToken,
          'the enrollment token': field('enrollmentToken', seen),
          'the number': '18800001234',
          'the code': sent,
        })
      }),
    ),
  )

  secrets(`an e-mail enrollment ${name} prints the address masked`, () =>
    withSandbox(async (running) => {
      const email = ['--email', 'bob.smith@example.com']
      const command = start(['enroll', '--factor', 'email', ...email, ...args], environmentFor(running))
      await command.stdout.until(/b\*+@example\.com/)
      const sent = running.sandbox.outbox.at(-1)?.code ?? ''
      command.type(sent)
      const ended = await command.ended
      assert.is(ended.code, 0)
      assertAbsent(ended, { 'the address': 'bob.smith', 'the code': sent })
    }),
  )
}

secrets.run()
