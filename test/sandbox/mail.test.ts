import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { redact } from '../../machines/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { smtpDelivery } from '../../src/sandbox/mail/smtp.ts'
import { headerOf, textOf, withMailCatcher, wordsOf } from './mail-catcher.ts'
import { lastCode, overHttp, tokenOf, type Wire } from './over-http.ts'

const mail = suite('sending EMAIL codes by SMTP')

const address = { email: 'Ann@example.org' }

/** Runs a test of the API against a foreign mail server. */
const withMail =
  (
    options: Parameters<typeof withMailCatcher>[0],
    test: (wire: Wire, catcher: Parameters<Parameters<typeof withMailCatcher>[1]>[0]) => Promise<void>,
    smtpOf = (port: number) => `smtp://127.0.0.1:${port}`,
  ) =>
  () =>
    withMailCatcher(options, (catcher) =>
      overHttp({ smtp: smtpOf(catcher.port) }, (wire) => test(wire, catcher))(),
    )

/** The subject and text of the only mail. */
const read = (catcher: Parameters<Parameters<typeof withMailCatcher>[1]>[0]) => {
  const [caught] = catcher.caught
  if (caught === undefined) throw new Error('No mail came')
  // Encoded words are octets; latin1 keeps them until all are together.
  const subject = Buffer.from(wordsOf(headerOf(caught, 'subject')), 'latin1').toString('utf8')
  return { caught, subject, text: textOf(caught) }
}

mail(
  'brings the code that binds, and keeps the message in the outbox as well',
  withMail({}, async ({ start, bind, clock, sandbox }, catcher) => {
    const token = tokenOf(await start('EMAIL', address))
    const { caught, subject, text } = read(catcher)
    assert.equal(caught.to, ['Ann@example.org'])
    assert.is(caught.from, 'sandbox@sandbox.invalid')
    assert.is(headerOf(caught, 'from'), 'Sandbox <sandbox@sandbox.invalid>')
    assert.is(headerOf(caught, 'to'), 'Ann@example.org')
    assert.is(headerOf(caught, 'auto-submitted'), 'auto-generated')
    assert.is(Date.parse(headerOf(caught, 'date') ?? ''), clock.now())
    assert.is(subject, 'Sandbox: your verification code')
    const [, code = ''] =
      /code is ([0-9]{6})\. Enter it within the minute shown on your screen\./.exec(text) ?? []
    assert.equal(
      sandbox.outbox.map((message) => [message.to, message.code]),
      [['Ann@example.org', code]],
    )
    assert.is((await bind('EMAIL', token, code)).statusCode, 200)
  }),
)

for (const [language, subject, text] of [
  ['zh-CN', 'Sandbox：您的验证码', /^您的验证码是 [0-9]{6}，请在屏幕上显示的一分钟内输入。/],
  [
    'ja-JP',
    'Sandbox：認証コード',
    /^認証コードは [0-9]{6} です。画面に表示されている 1 分以内に入力してください。/,
  ],
  ['zh-TW', 'Sandbox：您的驗證碼', /^您的驗證碼是 [0-9]{6}，請在畫面上顯示的一分鐘內輸入。/],
] as const) {
  mail(
    `speaks ${language} where the request does`,
    withMail({}, async ({ post, headers }, catcher) => {
      const body = { factorType: 'EMAIL', profile: address }
      await post('/api/v3/send-enroll-factor-request', body, { ...headers, 'x-genauth-lang': language })
      const told = read(catcher)
      assert.is(told.subject, subject)
      assert.match(told.text, text)
    }),
  )
}

mail(
  'sends no SMS',
  withMail({}, async ({ start, sandbox }, { caught }) => {
    assert.is((await start('SMS', { phoneNumber: '18800000000' })).statusCode, 200)
    assert.is(sandbox.outbox.length, 1)
    assert.equal(caught, [])
  }),
)

mail(
  'logs in with the name and password of the address, over the server’s own STARTTLS',
  withMail(
    {
      authOptional: false,
      onAuth: ({ username, password }, _, done) =>
        username === 'us er' && password === 'p@ss:w/rd'
          ? done(null, { user: username })
          : done(new Error('no')),
    },
    async ({ start }, { caught }) => {
      assert.is((await start('EMAIL', address)).statusCode, 200)
      assert.is(caught.length, 1)
    },
    (port) => `smtp://us%20er:p%40ss%3Aw%2Frd@127.0.0.1:${port}`,
  ),
)

mail(
  'speaks TLS from the first byte to smtps://',
  withMail(
    { secure: true },
    async ({ start }, { caught }) => {
      assert.is((await start('EMAIL', address)).statusCode, 200)
      assert.is(caught.length, 1)
    },
    (port) => `smtps://127.0.0.1:${port}`,
  ),
)

mail(
  'carries an address that is not ASCII',
  withMail({}, async ({ start }, { caught }) => {
    assert.is((await start('EMAIL', { email: '用户@例子.广告' })).statusCode, 200)
    assert.is(caught.length, 1)
    assert.match(caught[0]?.to[0] ?? '', /^用户@/)
  }),
)

mail('answers 602 where the server refuses, and spends neither the minute nor the outbox', async () => {
  let refuses = true
  await withMail(
    { onRcptTo: (_, __, done) => done(refuses ? new Error('no such person') : null) },
    async ({ start, sandbox }, { caught }) => {
      const reply = await start('EMAIL', address)
      assert.is(reply.status, 200)
      assert.is(reply.statusCode, 602)
      assert.is(reply.apiCode, undefined)
      assert.not.match(reply.text, /no such person|example/i)
      assert.equal(sandbox.outbox, [])
      refuses = false
      assert.is((await start('EMAIL', address)).statusCode, 200)
      assert.is((await start('EMAIL', address)).statusCode, 429)
      assert.is(caught.length, 1)
    },
  )()
})

mail(
  'answers 602 where the server takes no such login',
  withMail(
    { authOptional: false, onAuth: (_, __, done) => done(new Error('no')) },
    async ({ start }) => assert.is((await start('EMAIL', address)).statusCode, 602),
    (port) => `smtp://ann:secret@127.0.0.1:${port}`,
  ),
)

/** A free port on which nobody listens any more. */
const deadPort = async () => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = addressOf(probe.address())
  await new Promise((resolve) => probe.close(resolve))
  return port
}

const addressOf = (bound: AddressInfo | string | null): AddressInfo => {
  if (bound === null || typeof bound === 'string') throw new Error('No port')
  return bound
}

mail('answers 601 where nobody listens, and the minute is not spent', async () => {
  const smtp = `smtp://127.0.0.1:${await deadPort()}`
  await overHttp({ smtp }, async ({ start, sandbox }) => {
    for (const email of [address.email, address.email]) {
      const reply = await start('EMAIL', { email })
      assert.is(reply.status, 200)
      assert.is(reply.statusCode, 601)
      assert.is(reply.apiCode, undefined)
    }
    assert.equal(sandbox.outbox, [])
    // What needs no mail server goes on.
    assert.is((await start('SMS', { phoneNumber: '18800000000' })).statusCode, 200)
  })()
})

/** A server of one's own, which is no mail server. */
const withSocket = async (onConnection: (socket: Socket) => void, test: (smtp: string) => Promise<void>) => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onConnection(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await test(`smtp://127.0.0.1:${addressOf(server.address()).port}`)
  } finally {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
}

mail('answers 601 where the server hangs up', () =>
  withSocket(
    (socket) => socket.destroy(),
    (smtp) =>
      overHttp({ smtp }, async ({ start }) => assert.is((await start('EMAIL', address)).statusCode, 601))(),
  ),
)

const message = {
  channel: 'EMAIL',
  to: address.email,
  code: '123456',
  sentAt: 0,
  expiresAt: 300_000,
} as const

/** A mail server that talks without end, and never to the point. */
const drip = (socket: Socket) => {
  socket.write('220 here I am\r\n')
  const line = setInterval(() => socket.write('250-and another thing\r\n'), 5)
  socket.on('close', () => clearInterval(line))
}

for (const [what, onConnection, patience] of [
  ['says nothing', () => undefined, { connectMs: 30, wholeMs: 60_000 }],
  ['talks without end', drip, { connectMs: 30_000, wholeMs: 100 }],
] as const) {
  mail(`gives up a server that ${what}, and closes the connection`, async () => {
    let closed: Promise<unknown> = Promise.reject(new Error('Nobody connected'))
    closed.catch(() => undefined)
    await withSocket(
      (socket) => {
        // Not `once`, which a reset would make fail.
        closed = new Promise((resolve) => socket.on('close', resolve))
        // Unread, the end of the other side would go unnoticed.
        socket.resume()
        onConnection(socket)
      },
      async (smtp) => {
        const delivered = await smtpDelivery(smtp, { poolName: 'Sandbox', patience })(message, 'en-US')()
        assert.equal(delivered, E.left('mailUnreachable'))
        await closed
      },
    )
  })
}

mail('answers a second request at once, while the first mail is still on its way', async () => {
  let release = () => {}
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  await withMail(
    {
      onMailFrom: (_, __, done) => {
        release = done
        arrive()
      },
    },
    async ({ start }, { caught }) => {
      const first = start('EMAIL', address)
      await arrived
      assert.is((await start('EMAIL', { email: 'ann@EXAMPLE.org' })).statusCode, 429)
      release()
      assert.is((await first).statusCode, 200)
      assert.is(caught.length, 1)
    },
  )()
})

const hostile = [
  'ann@example.org\r\nBcc: eve@example.org',
  'ann@example.org\nBcc: eve@example.org',
  'ann@example.org\r\n.\r\nMAIL FROM:<eve@example.org>',
  'ann@example.org, eve@example.org',
  'ann@example.org;eve@example.org',
  '<ann@example.org>,<eve@example.org>',
  'Ann <ann@example.org>',
  'ann@example.org> SIZE=1\r\nRCPT TO:<eve@example.org',
  '"ann\r\nBcc: eve@example.org"@example.org',
  'ann@example.org\u2028Bcc: eve@example.org',
  'ann@example.org\u0000',
]

mail(
  'refuses every address that would write more than an address',
  withMail({}, async ({ start, sandbox }, { caught }) => {
    for (const email of hostile) {
      const reply = await start('EMAIL', { email })
      assert.is(reply.statusCode, 400, JSON.stringify(email))
      assert.is(reply.message, 'Invalid parameter: email')
    }
    assert.equal(caught, [])
    assert.equal(sandbox.outbox, [])
  }),
)

mail('writes no second header or recipient even if such an address came through', () =>
  withMailCatcher({}, async ({ port, caught }) => {
    const deliver = smtpDelivery(`smtp://127.0.0.1:${port}`, { poolName: 'Pool\r\nBcc: eve@example.org' })
    for (const to of [...hostile, address.email]) await deliver({ ...message, to }, 'en-US')()
    // The pool's own name is just as harmless.
    assert.equal(caught.at(-1)?.to, [address.email])
    for (const one of caught) {
      assert.is(headerOf(one, 'bcc'), undefined, one.raw)
      assert.is(one.to.length, 1)
      assert.is(one.from, 'sandbox@sandbox.invalid')
      assert.not.match(one.to.join(), /^eve@/)
    }
  }),
)

mail('is not asked for without an address, and needs the package with one', () => {
  const resolve = () => {
    throw new Error('not found')
  }
  assert.throws(
    () => smtpDelivery('smtp://localhost', { poolName: 'x', resolve }),
    /needs nodemailer: run npm install nodemailer/,
  )
  createSandbox()
})

mail('wants an address that is one, and never repeats its password', () => {
  for (const smtp of [
    '',
    'localhost:25',
    'http://ann:hunter2@localhost',
    'smtp://',
    'smtp://ann:hunter2@localhost:25/inbox',
    'smtp://localhost?tls.rejectUnauthorized=false',
    'smtp://localhost:99999',
  ]) {
    assert.throws(
      () => createSandbox({ smtp }),
      (error: unknown) => error instanceof RangeError && !error.message.includes('hunter2'),
      smtp,
    )
  }
  for (const smtp of ['smtp://a%:b@h', 'smtp://ann:%ffhunter2@h', 'smtp://ann:hunter2%zz@h']) {
    assert.throws(
      () => createSandbox({ smtp }),
      (error: unknown) =>
        error instanceof RangeError &&
        /write % as %25/.test(error.message) &&
        !error.message.includes('hunter2'),
      smtp,
    )
  }
  createSandbox({ smtp: 'smtps://ann:hunter2@mail.example' })
})

mail('is a server fault to the service in memory', async () => {
  const sandbox = createSandbox({ smtp: `smtp://127.0.0.1:${await deadPort()}` })
  const options = { signal: new AbortController().signal, attemptId: 'test:1' }
  const answer = await sandbox
    .service()
    .sendEnrollFactorRequest({ factorType: 'EMAIL', profile: redact(address) }, options)()
  assert.ok(E.isLeft(answer))
  assert.is(answer.left._tag, 'serverFault')
  assert.is(answer.left.statusCode, 601)
  assert.throws(() => lastCode(sandbox), /empty/)
})

mail.run()
