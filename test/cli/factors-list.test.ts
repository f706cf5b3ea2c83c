import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bind, emailChoice, phoneChoice } from './bound-factor.ts'
import { environmentFor, run } from './run-command.ts'
import { terminalStreams } from './terminal-streams.ts'
import { program } from '../../src/cli/program.ts'
import { withSandbox } from './with-sandbox.ts'

const listing = suite('listing factors')

const json = (text: string): unknown => JSON.parse(text)

listing('an account without factors is told what it may add', () =>
  withSandbox(async (running) => {
    assert.equal(await run(['factors'], environmentFor(running)), {
      code: 0,
      stdout: 'The account has no factors.\n\nIt may add: OTP, SMS, EMAIL, FACE\n',
      stderr: '',
    })
  }),
)

listing('factors are a table with masked destinations', () =>
  withSandbox(async (running) => {
    const phone = await bind(running, phoneChoice('18800001234'))
    const email = await bind(running, emailChoice('bob@example.com'))
    const { code, stdout } = await run(['factors'], environmentFor(running))
    assert.is(code, 0)
    assert.is(
      stdout,
      `ID                        TYPE   WHERE
${phone}  SMS    +86 188****1234
${email}  EMAIL  b***@example.com

It may add: OTP, FACE
`,
    )
  }),
)

for (const listShape of ['array', 'object', 'null'] as const) {
  listing(`--json is one line, also where the service writes lists as ${listShape}`, () =>
    withSandbox(
      async (running) => {
        const env = environmentFor(running)
        const rest = ['EMAIL', 'FACE'].map((factorType) => ({ factorType }))
        const none = await run(['factors', '--json'], env)
        assert.equal(json(none.stdout), {
          enrolled: [],
          toEnroll: [{ factorType: 'OTP' }, { factorType: 'SMS' }, ...rest],
        })
        const factorId = await bind(running, phoneChoice('18800001234'))
        const { code, stdout, stderr } = await run(['factors', '--json'], env)
        assert.is(code, 0)
        assert.is(stderr, '')
        assert.match(stdout, /^[^\n]+\n$/)
        assert.equal(json(stdout), {
          enrolled: [{ factorId, factorType: 'SMS', destination: '+86 188****1234' }],
          toEnroll: [{ factorType: 'OTP' }, ...rest],
        })
      },
      { listShape },
    ),
  )
}

listing('types nobody knows are shown as they are', () =>
  withSandbox(async (running) => {
    await bind(running, emailChoice('bob@example.com'))
    const path = 'data.0.factorType'
    const { faults } = running.sandbox
    const value = 'PASSKEY'
    faults.add({ kind: 'replacedField', endpoint: 'listEnrolledFactors', path, value })
    faults.add({ kind: 'replacedField', endpoint: 'listFactorsToEnroll', path, value: 'VOICE' })
    for (const args of [['factors'], ['factors', '--json']]) {
      const { code, stdout } = await run(args, environmentFor(running))
      assert.is(code, 0)
      assert.match(stdout, 'PASSKEY')
      assert.match(stdout, 'VOICE')
    }
  }),
)

listing('what hides or turns text is refused, and not shown', () =>
  withSandbox(async (running) => {
    await bind(running, emailChoice('bob@example.com'))
    const { faults } = running.sandbox
    const value = 'PASS\u202E\u200BKEY'
    for (const endpoint of ['listEnrolledFactors', 'listFactorsToEnroll'] as const) {
      faults.add({ kind: 'replacedField', endpoint, path: 'data.0.factorType', value })
      for (const args of [['factors'], ['factors', '--json']]) {
        const { code, stdout, stderr } = await run(args, environmentFor(running))
        assert.is(code, 5)
        assert.not.match(stdout + stderr, /\p{Cf}|\\u|KEY/u)
      }
      faults.clear()
    }
  }),
)

listing('escape sequences of a server reach no terminal', () =>
  withSandbox(async (running) => {
    await bind(running, emailChoice('bob@example.com'))
    const value = '\u001B[2JOTP'
    for (const path of ['data.0.factorType', 'data.0.factorId', 'data.0.profile.email']) {
      running.sandbox.faults.add({ kind: 'replacedField', endpoint: 'listEnrolledFactors', path, value })
      for (const args of [['factors'], ['factors', '--json']]) {
        const { stdout, stderr } = await run(args, environmentFor(running))
        assert.not.match(stdout + stderr, '\u001B')
        assert.not.match(stdout + stderr, String.raw`\u001b`)
      }
      running.sandbox.faults.clear()
    }
  }),
)

listing('Chinese is spoken when asked for', () =>
  withSandbox(async (running) => {
    await bind(running, phoneChoice('18800001234'))
    const byOption = await run(['factors', '--lang', 'zh-CN'], environmentFor(running))
    assert.match(byOption.stdout, /^编号 {22}类型 {2}接收处\n\w{24} {2}SMS {3}\+86 188\*{4}1234\n/)
    const byLocale = await run(['factors'], { ...environmentFor(running), LANG: 'zh_CN.UTF-8' })
    assert.equal(byLocale, byOption)
  }),
)

listing('on a narrow terminal each factor takes lines of its own', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    const { streams, written } = terminalStreams(environmentFor(running))
    const output = Object.assign(streams.output, { columns: 30 })
    assert.is(await program(['factors'], { ...streams, output }), 0)
    assert.match(written.all(), `${factorId}\n  SMS\n  +86 188****1234\n\n`)
  }),
)

listing('a refused access token is told with the id that support asks for', () =>
  withSandbox(async (running) => {
    const env = { ...environmentFor(running), GENAUTH_ACCESS_TOKEN: 'stale' }
    const { code, stdout, stderr } = await run(['factors'], env)
    assert.is(code, 4)
    assert.is(stdout, '')
    assert.match(stderr, /^You are not signed in any more\.[^\n]+\nSupport: request [\w-]{36}\n$/)

    const inJson = await run(['factors', '--json'], env)
    assert.is(inJson.code, 4)
    assert.match(
      inJson.stdout,
      /^\{"error":"unauthorized","statusCode":401,"apiCode":2020,"requestId":"[\w-]{36}","text":"You are/,
    )
    assert.match(inJson.stderr, /^You are not signed in any more\.[^\n]+\n$/)
  }),
)

listing('a list that fails, either of the two, is a failure, and the exit code says which kind', () =>
  withSandbox(async (running) => {
    const { faults } = running.sandbox
    const env = environmentFor(running)
    for (const endpoint of ['listEnrolledFactors', 'listFactorsToEnroll'] as const) {
      faults.add({ kind: 'throttled', endpoint, retryAfter: 30 })
      const throttled = await run(['factors'], env)
      assert.is(throttled.code, 4)
      assert.match(throttled.stderr, /^Too many requests\. Try again in (?:30|29) s\.\n/)
      faults.clear()
      faults.add({ kind: 'reset', endpoint })
      const unreachable = await run(['factors'], env)
      assert.equal([unreachable.code, unreachable.stdout], [5, ''])
      assert.match(unreachable.stderr, /cannot be reached/)
      faults.clear()
      faults.add({ kind: 'refusal', endpoint, statusCode: 403 })
      const forbidden = await run(['factors'], env)
      assert.is(forbidden.code, 4)
      assert.match(forbidden.stderr, /^Your account is not allowed to do this\./)
      faults.clear()
    }
  }),
)

for (const args of [['factors'], ['factors', 'remove', 'any', '--yes'], ['factors', 'replace', 'any']]) {
  listing(`${args.join(' ')} of an application that the service does not know speaks of no factor`, () =>
    withSandbox(async (running) => {
      const env = environmentFor(running)
      const answers = [await run([...args, '--app-id', 'foo'], env)]
      for (const apiCode of [2011, 2224, undefined]) {
        const told = { statusCode: 404, ...(apiCode === undefined ? {} : { apiCode }) }
        running.sandbox.faults.add({ kind: 'refusal', endpoint: 'listEnrolledFactors', ...told, times: 1 })
        answers.push(await run(args, env))
      }
      for (const { code, stdout, stderr } of answers) {
        assert.equal([code, stdout], [4, ''])
        assert.match(
          stderr,
          /^The service does not know this application, or this is not its address: check --host and --app-id\.\nSupport: /,
        )
      }
    }),
  )
}

listing.run()
