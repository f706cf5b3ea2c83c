// EMAIL codes over real SMTP, beside swaks: a client that is not ours sends to the same servers, so that these
// are not bent to what we send, and Perl, which comes with it, reads what they got. Wants swaks.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import { createGenAuthService, type Lang } from '../../src/genauth/index.ts'
import { atSandbox, enrolled, requested, type AtSandbox } from '../contract/documents/at-sandbox.ts'
import { chosen, enroll, request, valueOf } from '../genauth/given.ts'
import { withMailCatcher, type Caught } from '../sandbox/mail-catcher.ts'
import { hangUpInData, withBrokenMailServer } from './broken-mail-server.ts'
import { readMail, swaks, type MailAsRead } from './foreign-mail.ts'

const smtp = suite('EMAIL over SMTP')

type CatcherOptions = Parameters<typeof withMailCatcher>[0]
interface Catcher {
  /** `127.0.0.1:PORT`, as SMTP addresses and swaks name a server. */
  readonly server: string
  readonly port: number
  readonly caught: readonly Caught[]
}

const catching = (options: CatcherOptions, run: (catcher: Catcher) => Promise<void>) =>
  // Without its logger it does not complain of the certificate it brings along.
  withMailCatcher({ logger: false, ...options }, ({ port, caught }) =>
    run({ server: `127.0.0.1:${port}`, port, caught }),
  )

/** A sandbox that sends its mail there. */
const mailing = (address: string, run: (at: AtSandbox) => Promise<void>) =>
  atSandbox({ smtp: `smtp://${address}`, poolName: 'Acme' }, run)()

const to = 'ann@example.com'

const ask = ({ vendor }: AtSandbox) =>
  vendor.sendEnrollFactorRequest({ factorType: requested.EMAIL, profile: { email: to } })

const only = (caught: readonly Caught[]): Caught => {
  const [mail, ...more] = caught
  if (mail === undefined || more.length > 0) throw new Error(`there are ${caught.length} mails`)
  return mail
}

const codeIn = ({ body }: MailAsRead): string => /\b[0-9]{6}\b/.exec(body)?.[0] ?? ''

smtp("the code in the mail binds, by the vendor's client", () =>
  catching({}, ({ server, caught }) =>
    mailing(server, async (at) => {
      const asked = await ask(at)
      const { from, to: recipients, raw } = only(caught)
      assert.equal([from, recipients], ['sandbox@sandbox.invalid', [to]])
      const bound = await at.vendor.enrollFactor({
        factorType: enrolled.EMAIL,
        enrollmentToken: asked.data.enrollmentToken,
        enrollmentData: { passCode: codeIn(readMail(raw)) },
      })
      assert.is(bound.statusCode, 200)
      assert.equal(
        at.sandbox.factors().map(({ profile }) => profile),
        [{ email: to }],
      )
    }),
  ),
)

const serviceIn = (lang: Lang, { url, sandbox }: AtSandbox) =>
  createGenAuthService({
    host: url,
    appId: sandbox.appId,
    getAccessToken: async () => sandbox.accessToken,
    lang,
  })

for (const [lang, subject, sentence] of [
  ['en-US', 'Acme: your verification code', /Enter it within the minute shown on your screen/],
  ['zh-CN', 'Acme：您的验证码', /请在屏幕上显示的一分钟内输入/],
] as const) {
  smtp(`Perl reads the ${lang} mail as it was meant, and its code binds by our client`, () =>
    catching({}, ({ server, caught }) =>
      mailing(server, async (at) => {
        const service = serviceIn(lang, at)
        const { enrollmentToken } = valueOf(await request(service, chosen.EMAIL))
        const { raw } = only(caught)
        assert.not.match(raw, /[^\t\r\n\x20-\x7e]/, 'eight bits would not survive every relay')
        const mail = readMail(raw)
        for (const [name, value] of [
          ['From', 'Acme <sandbox@sandbox.invalid>'],
          ['To', to],
          ['Subject', subject],
          ['Date', 'Thu, 01 Jan 2026 00:00:00 +0000'],
        ] as const)
          assert.is(mail.header(name), value)
        assert.match(mail.body, sentence)
        const enrollmentData = redact({ passCode: codeIn(mail) })
        valueOf(await enroll(service, { factorType: 'EMAIL', enrollmentToken, enrollmentData }))
      }),
    ),
  )
}

smtp('what we send and what swaks sends are alike, and are read alike', () =>
  catching({}, ({ server, caught }) =>
    mailing(server, async (at) => {
      valueOf(await request(serviceIn('en-US', at), chosen.EMAIL))
      const mine = readMail(only(caught).raw)
      const envelope = ['--server', server, '--from', 'sandbox@sandbox.invalid', '--to', to]
      const headers = ['--h-From', mine.header('From'), '--h-Subject', mine.header('Subject')]
      const sent = await swaks(...envelope, ...headers, '--body', mine.body)
      assert.is(sent.code, 0, sent.transcript)
      const [first, second] = caught
      const theirs = readMail(second?.raw ?? '')
      assert.equal([second?.from, second?.to], [first?.from, first?.to])
      for (const name of ['From', 'To', 'Subject']) assert.is(theirs.header(name), mine.header(name))
      // What else RFC 5322 section 3.6 wants of a mail, once each: `header` throws otherwise.
      for (const mail of [mine, theirs]) assert.ok(mail.header('Date') && mail.header('Message-ID'))
      assert.is(codeIn(theirs), codeIn(mine))
      // swaks tells what it sent, line by line; the server has taken down just that.
      for (const [name, value] of theirs.headers)
        assert.ok(sent.transcript.includes(` -> ${name}: ${value}\n`), name)
    }),
  ),
)

smtp('our mail goes on through swaks unchanged', () =>
  catching({}, ({ server, caught }) =>
    mailing(server, async (at) => {
      await ask(at)
      const { raw } = only(caught)
      const { code } = await swaks('--server', server, '--to', to, '--data', raw.replaceAll('\r\n', '\n'))
      assert.is(code, 0)
      assert.is(caught[1]?.raw.trimEnd(), raw.trimEnd())
    }),
  ),
)

smtp('STARTTLS is used where it is offered, and on loopback with a certificate signed by itself', () => {
  const secured: boolean[] = []
  const options: CatcherOptions = {
    onMailFrom: (_, { secure }, done) => {
      secured.push(secure)
      done()
    },
  }
  return catching(options, ({ server }) =>
    mailing(server, async (at) => {
      assert.is((await ask(at)).statusCode, 200)
      assert.equal(secured, [true])
    }),
  )
})

smtp('beyond loopback such a certificate is refused, and no mail leaves', async () => {
  // 0.0.0.0 leads to the same server, and is no name of loopback.
  await catching({}, ({ port, caught }) =>
    mailing(`0.0.0.0:${port}`, async (at) => {
      assert.is((await ask(at)).statusCode, 601)
      assert.equal([caught, at.sandbox.outbox], [[], []])
    }),
  )
  await catching({ disabledCommands: ['STARTTLS'] }, ({ port, caught }) =>
    mailing(`0.0.0.0:${port}`, async (at) => {
      assert.is((await ask(at)).statusCode, 200, 'it was the certificate')
      assert.is(caught.length, 1)
    }),
  )
})

/** A server that lets one user in, also without TLS, which an installed swaks may lack. */
const withLogin = (user: string, password: string, users: unknown[]): CatcherOptions => ({
  authOptional: false,
  allowInsecureAuth: true,
  onAuth: (given, _, done) =>
    given.username === user && given.password === password
      ? done(null, { user })
      : done(new Error('Wrong user or password')),
  onMailFrom: (_, session, done) => {
    users.push(session.user)
    done()
  },
})

smtp('user and password of the address sign in, and swaks gets in with the same', () => {
  const users: unknown[] = []
  const [user, password] = ['ann@relay', 'p@ss:w/ö rd']
  return catching(withLogin(user, password, users), ({ server }) =>
    mailing(`${encodeURIComponent(user)}:${encodeURIComponent(password)}@${server}`, async (at) => {
      assert.is((await ask(at)).statusCode, 200)
      const login = ['--auth', 'LOGIN', '--auth-user', user, '--auth-password', password]
      assert.is((await swaks('--server', server, '--to', to, ...login)).code, 0)
      assert.equal(users, [user, user])
    }),
  )
})

/** swaks fails as well and says why; the sandbox says so in time, and the person may ask again at once. */
const failsWith = async (server: string, statusCode: number, saysSwaks: RegExp): Promise<void> => {
  const foreign = await swaks('--server', server, '--to', to, '--timeout', '2')
  assert.is.not(foreign.code, 0)
  assert.match(foreign.transcript, saysSwaks)
  await mailing(server, async (at) => {
    // The vendor's client waits ten seconds: it throws if the sandbox takes longer to give up.
    assert.is((await ask(at)).statusCode, statusCode)
    assert.equal(at.sandbox.outbox, [])
    assert.is((await ask(at)).statusCode, statusCode, 'what did not leave spends no minute')
  })
}

const refusal = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode })

const refusals: Readonly<Record<string, { readonly options: CatcherOptions; readonly says: RegExp }>> = {
  'greets with 421': {
    options: { onConnect: (_, done) => done(refusal(421, 'Busy')) },
    says: /^<\*\* 421 .*Busy/m,
  },
  'wants a login': {
    options: { authOptional: false },
    says: /^<\*\* 530 /m,
  },
  'refuses the recipient (550)': {
    options: { onRcptTo: (_, __, done) => done(refusal(550, 'No such mailbox')) },
    says: /^<\*\* 550 .*No such mailbox/m,
  },
  'refuses the mail itself (554)': {
    options: {
      onData: (stream, _, done) => {
        stream.resume()
        stream.on('end', () => done(refusal(554, 'Not this one')))
      },
    },
    says: /^<\*\* 554 .*Not this one/m,
  },
}

for (const [what, { options, says }] of Object.entries(refusals)) {
  smtp(`a server that ${what} has answered, which is 602`, () =>
    catching(options, async ({ server, caught }) => {
      await failsWith(server, 602, says)
      assert.equal(caught, [])
    }),
  )
}

smtp('a server that never greets is 601, while the client still waits', () =>
  withBrokenMailServer(
    () => undefined,
    (port) => failsWith(`127.0.0.1:${port}`, 601, /Timeout/i),
  ),
)

smtp('a server that hangs up in the middle of the mail is 601', () =>
  withBrokenMailServer(hangUpInData, (port) =>
    failsWith(`127.0.0.1:${port}`, 601, /354 Go on[^]*Remote host closed connection/),
  ),
)

smtp.run()
