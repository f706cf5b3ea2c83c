import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { textOf, withMailCatcher } from '../sandbox/mail-catcher.ts'
import { program } from '../../src/cli/program.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'
import { run, start, startProcess } from './run-command.ts'
import { terminalStreams } from './terminal-streams.ts'

const sandbox = suite('the sandbox command')

const Person = t.strict({
  accessToken: t.string,
  account: t.strict({ email: t.string, password: t.string }),
})

const Line = t.strict({
  url: t.string,
  appId: t.string,
  accessToken: t.string,
  outbox: t.string,
  account: Person.type.props.account,
  people: t.array(Person),
})

const listening = async (more: readonly string[] = [], env: Readonly<Record<string, string>> = {}) => {
  const running = startProcess(['sandbox', '--port', '0', '--json', ...more], env)
  const [text] = await running.stdout.until(/^.*\n/)
  return { running, parsed: JSON.parse(text) as unknown }
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  sandbox(`prints one JSON line, and ${signal} ends it with 0 and frees the port`, async () => {
    const { running, parsed } = await listening()
    assert.ok(Line.is(parsed))
    assert.equal(Object.keys(parsed), Object.keys(Line.type.props))
    const { accessToken, account } = parsed
    assert.equal(parsed.people, [{ accessToken, account }])
    assert.match(parsed.url, /^http:\/\/127\.0\.0\.1:\d+$/)
    assert.equal(await (await fetch(parsed.outbox)).json(), [])

    running.child.kill(signal)
    const { code, stdout, stderr } = await running.ended
    assert.is(code, 0)
    assert.is(stdout, `${JSON.stringify(parsed)}\n`)
    assert.is(stderr, '')

    const again = startProcess(['sandbox', '--port', new URL(parsed.url).port, '--json'])
    await again.stdout.until(/^.*\n/)
    again.child.kill(signal)
    assert.is((await again.ended).code, 0)
  })
}

sandbox('a second one on the same port gets one clear line', async () => {
  const { running, parsed } = await listening()
  assert.ok(Line.is(parsed))
  const { port } = new URL(parsed.url)
  const { code, stdout, stderr } = await startProcess(['sandbox', '--port', port]).ended
  running.child.kill()
  await running.ended
  assert.is(code, 2)
  assert.is(stdout, '')
  assert.is(stderr, `mfa-enroll: ${textsFor('en').loopback.portRefused(Number(port), 'inUse')}\n`)
})

sandbox(
  'what is wrong with the port is told as by every other server, in the language of the locale',
  async () => {
    const { code, stderr } = await run(['sandbox', '--port', '70000'], { LANG: 'zh_CN.UTF-8' })
    assert.is(code, 2)
    assert.is(stderr, `mfa-enroll: ${textsFor('zh-CN').loopback.portWrong}\n`)
  },
)

sandbox('on a terminal its words are broken between words, and what is to be copied is not', async () => {
  const { streams, written, errors } = terminalStreams()
  const narrow = { ...streams, error: Object.assign(streams.error, { columns: 40 }) }
  const ended = program(['sandbox', '--port', '0'], narrow)
  const [outbox] = await errors.until(/^http:\S+\/outbox$/m)
  await errors.until(/Ctrl-C ends it\.\n/)
  assert.ok(outbox.length > 40)
  for (const line of errors.all().split('\n')) assert.ok(line.length <= 40 || !line.includes(' '), line)
  assert.match(written.all(), /^export GENAUTH_ACCESS_TOKEN=\S{100,}$/m)
  process.emit('SIGTERM')
  assert.is(await ended, 0)
})

sandbox('without --json prints lines a shell can take, and the rest beside them', async () => {
  const running = startProcess(['sandbox', '--port', '0'])
  await running.stderr.until(/Ctrl-C ends it\.\n/)
  running.child.kill('SIGINT')
  const { code, stdout, stderr } = await running.ended
  assert.is(code, 0)
  assert.match(
    stdout,
    /^export GENAUTH_HOST=http:\/\/127\.0\.0\.1:\d+\nexport GENAUTH_APP_ID=\w+\nexport GENAUTH_ACCESS_TOKEN=[\w.-]+\n$/,
  )
  assert.match(stderr, /\n {2}mfa-enroll enroll --factor otp\n/)
  assert.match(stderr, /Its test account signs in with ann@example\.com and \w+\n/)
  assert.match(stderr, /Messages it would have sent: http:\/\/127\.0\.0\.1:\d+\/sandbox\/\w+\/outbox\n/)
  assert.not.match(stderr, 'Warning')
})

sandbox('warns when other machines may reach it', async () => {
  const running = startProcess(['sandbox', '--port', '0', '--json', '--hostname', '0.0.0.0'])
  await running.stderr.until(/Warning: other machines may reach this address.*\n/)
  assert.match(running.stdout.all(), /"url":"http:\/\/127\.0\.0\.1:\d+"/)
  running.child.kill()
  assert.is((await running.ended).code, 0)
})

/** A sandbox with these options, and what a client needs to reach it. */
const withCommand = async (
  more: readonly string[],
  env: Readonly<Record<string, string>>,
  use: (line: t.TypeOf<typeof Line>, environment: Readonly<Record<string, string>>) => Promise<void>,
) => {
  const { running, parsed } = await listening(more, env)
  try {
    if (!Line.is(parsed)) throw new Error('Not the line of a sandbox')
    const { url, appId, accessToken } = parsed
    await use(parsed, {
      GENAUTH_HOST: url,
      GENAUTH_APP_ID: appId,
      GENAUTH_ACCESS_TOKEN: accessToken,
    })
  } finally {
    running.child.kill()
    await running.ended
  }
}

const Outbox = t.array(t.type({ code: t.string }))

sandbox('the account it tells signs in', () =>
  withCommand([], {}, async ({ url, appId, account }) => {
    const reply = await fetch(`${url}/api/v3/signin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-genauth-app-id': appId },
      body: JSON.stringify({ connection: 'PASSWORD', passwordPayload: account }),
    })
    assert.match(await reply.text(), /^\{"statusCode":200,.*"access_token":"/)
  }),
)

const subOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub

sandbox('--people adds people, each with an account that signs in and a token of their own', () =>
  withCommand(['--people', '3'], {}, async ({ url, appId, accessToken, account, people }) => {
    assert.equal(
      people.map(({ account: { email } }) => email),
      ['ann@example.com', 'bob@example.com', 'person3@example.com'],
    )
    assert.equal(people[0], { accessToken, account })
    assert.is(new Set(people.map((person) => subOf(person.accessToken))).size, 3)
    for (const person of people) {
      const headers = { 'content-type': 'application/json', 'x-genauth-app-id': appId }
      const signedIn = await fetch(`${url}/api/v3/signin`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ connection: 'PASSWORD', passwordPayload: person.account }),
      })
      assert.match(await signedIn.text(), /^\{"statusCode":200,.*"access_token":"/)
      const claims = await fetch(`${url}/oidc/me`, {
        headers: { authorization: `Bearer ${person.accessToken}` },
      })
      assert.match(await claims.text(), `"email":"${person.account.email}"`)
    }
  }),
)

sandbox('--people gives a shell a variable for each token, and tells whose it is', async () => {
  for (const lang of ['en', 'zh-CN'] as const) {
    const { sandbox: texts } = textsFor(lang)
    const command = start(['sandbox', '--port', '0', '--people', '2', '--lang', lang])
    await command.stderr.until(new RegExp(`^${texts.stops}\\n`, 'm'))
    process.emit('SIGTERM')
    const { code, stdout, stderr } = await command.ended
    assert.is(code, 0)
    const tokens = [...stdout.matchAll(/^export (GENAUTH_ACCESS_TOKEN\w*)=(\S+)$/gm)]
    assert.equal(
      tokens.map(([, variable]) => variable),
      ['GENAUTH_ACCESS_TOKEN', 'GENAUTH_ACCESS_TOKEN_2'],
    )
    assert.is(new Set(tokens.map(([, , token = '']) => subOf(token))).size, 2)
    const [, password = ''] = /bob@example\.com[^]*?([0-9a-f]{16})/.exec(stderr) ?? []
    assert.ok(
      stderr.includes(`\n${texts.signsInToo('bob@example.com', password, 'GENAUTH_ACCESS_TOKEN_2')}\n`),
    )
  }
})

sandbox('numbers that it cannot take are told in the language of the locale', async () => {
  const wrong = { people: ['0', '101', 'two'], 'code-length': ['3', '9', ''] }
  const bounds = { people: [1, 100], 'code-length': [4, 8] } as const
  for (const option of ['people', 'code-length'] as const)
    for (const value of wrong[option])
      for (const lang of ['en', 'zh-CN'] as const) {
        const { code, stderr } = await run(['sandbox', `--${option}=${value}`, '--lang', lang])
        assert.is(code, 2)
        const [least, most] = bounds[option]
        assert.is(stderr, `mfa-enroll: ${textsFor(lang).sandbox.numberWrong(`--${option}`, least, most)}\n`)
      }
})

sandbox('--code-length, --list-shape and --factor-ids reach the pool', () =>
  withCommand(
    ['--code-length', '4', '--list-shape', 'object', '--factor-ids', 'user'],
    {},
    async ({ url, outbox }, env) => {
      const command = start(['enroll', '--factor', 'sms', '--phone', '+8618800001234'], env)
      await command.stdout.until(/Enter the code/)
      const messages: unknown = await (await fetch(outbox)).json()
      const code = Outbox.is(messages) ? (messages[0]?.code ?? '') : ''
      assert.match(code, /^\d{4}$/)
      command.type(code)
      assert.is((await command.ended).code, 0)

      const headers = {
        authorization: env['GENAUTH_ACCESS_TOKEN'] ?? '',
        'x-genauth-app-id': env['GENAUTH_APP_ID'] ?? '',
      }
      const list = await (await fetch(`${url}/api/v3/list-enrolled-factors`, { headers })).text()
      assert.match(list, /"data":\{"factorId":"\w+\|phone"/)
    },
  ),
)

for (const way of ['--smtp', 'MFA_ENROLL_SMTP'] as const) {
  sandbox(`${way} sends e-mail through a server`, () =>
    withMailCatcher({ disabledCommands: ['STARTTLS'] }, async ({ port, caught }) => {
      const address = `smtp://127.0.0.1:${port}`
      const [more, env] = way === '--smtp' ? [[way, address], {}] : [[], { [way]: address }]
      await withCommand(more, env, async ({ outbox }, environment) => {
        const command = start(['enroll', '--factor', 'email', '--email', 'bob@example.com'], environment)
        await command.stdout.until(/Enter the code/)
        const messages: unknown = await (await fetch(outbox)).json()
        const code = Outbox.is(messages) ? (messages[0]?.code ?? '') : ''
        const [mail, ...others] = caught
        assert.equal(others, [])
        assert.equal(mail?.to, ['bob@example.com'])
        assert.match(code, /^\d{6}$/)
        assert.ok(mail && textOf(mail).includes(code))
        command.type(code)
        assert.is((await command.ended).code, 0)
      })
    }),
  )
}

sandbox.run()
