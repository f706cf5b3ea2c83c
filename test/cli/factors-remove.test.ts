import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { program } from '../../src/cli/program.ts'
import { bind, emailChoice, phoneChoice } from './bound-factor.ts'
import { environmentFor, run } from './run-command.ts'
import { terminalStreams } from './terminal-streams.ts'
import { withSandbox } from './with-sandbox.ts'

const removing = suite('removing a factor')

const json = (text: string): unknown => JSON.parse(text)

removing('--yes shows what goes, and says that it is gone', () =>
  withSandbox(async (running) => {
    const phone = await bind(running, phoneChoice('18800001234'))
    const email = await bind(running, emailChoice('bob@example.com'))
    assert.equal(await run(['factors', 'remove', phone, '--yes'], environmentFor(running)), {
      code: 0,
      stdout: `This factor will be removed:
ID                        TYPE  WHERE
${phone}  SMS   +86 188****1234
Removing…
Removed.
`,
      stderr: '',
    })
    assert.equal(
      running.sandbox.factors().map(({ factorId }) => factorId),
      [email],
    )
  }),
)

removing('the only factor is told to be the only one', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    const { code, stdout } = await run(['factors', 'remove', factorId, '--yes'], environmentFor(running))
    assert.is(code, 0)
    assert.match(stdout, /It is the only factor of the account\.\n/)
  }),
)

removing('--json is one line', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    const args = ['factors', 'remove', factorId, '--yes', '--json']
    const { code, stdout, stderr } = await run(args, environmentFor(running))
    assert.is(code, 0)
    assert.is(stderr, '')
    const factor = { factorId, factorType: 'SMS', destination: '+86 188****1234' }
    assert.equal(json(stdout), { outcome: 'removed', factor })
  }),
)

removing('blanks that were pasted around an id are no part of it', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    const { code } = await run(['factors', 'remove', ` ${factorId}\n`, '--yes'], environmentFor(running))
    assert.is(code, 0)
    assert.is(running.sandbox.factors().length, 0)
  }),
)

removing('without a terminal and without --yes nothing is even asked of the service', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    for (const more of [[], ['--json']]) {
      const before = running.sandbox.requests.length
      const { code, stdout, stderr } = await run(
        ['factors', 'remove', factorId, ...more],
        environmentFor(running),
      )
      assert.is(code, 2)
      assert.is(stdout, '')
      assert.match(stderr, /^mfa-enroll: Nobody can be asked here: give --yes to remove the factor\n$/)
      assert.is(running.sandbox.requests.length, before)
    }
  }),
)

removing('an id that the account does not have is not repeated', () =>
  withSandbox(async (running) => {
    await bind(running, phoneChoice('18800001234'))
    const { code, stdout, stderr } = await run(
      ['factors', 'remove', 'SECRET', '--yes'],
      environmentFor(running),
    )
    assert.is(code, 4)
    assert.is(stdout, '')
    assert.is(stderr, 'The account has no factor with that id. To see which it has: mfa-enroll factors\n')
    assert.is(running.sandbox.factors().length, 1)
  }),
)

for (const [kind, says] of [
  ['lostReply', /Looking whether it did…\nThe factor is gone\.\n$/],
  ['truncated', /Looking whether it did…\nThe factor is gone\.\n$/],
  ['empty', /Looking whether it did…\nThe factor is gone\.\n$/],
] as const) {
  removing(`a reply that is spoilt (${kind}) is made up for by the list`, () =>
    withSandbox(async (running) => {
      const factorId = await bind(running, phoneChoice('18800001234'))
      running.sandbox.faults.add({ kind, endpoint: 'resetFactor', times: 1 })
      const { code, stdout, stderr } = await run(
        ['factors', 'remove', factorId, '--yes'],
        environmentFor(running),
      )
      assert.is(code, 0)
      assert.match(stdout, says)
      assert.is(stderr, '')
    }),
  )
}

removing('a refusal is told with its request id, and the factor stays', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    running.sandbox.faults.add({ kind: 'refusal', endpoint: 'resetFactor', statusCode: 403 })
    const args = ['factors', 'remove', factorId, '--yes']
    const { code, stderr } = await run(args, environmentFor(running))
    assert.is(code, 4)
    assert.match(stderr, /^Your account is not allowed to do this\.[^\n]*\nSupport: request [\w-]{36}\n$/)
    const inJson = await run([...args, '--json'], environmentFor(running))
    assert.match(inJson.stdout, /^\{"error":"forbidden","statusCode":403,"requestId":"/)
    assert.is(running.sandbox.factors().length, 1)
  }),
)

removing('where it cannot be known, the exit code and the words say so', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    const { faults, factors } = running.sandbox
    faults.add({ kind: 'lostReply', endpoint: 'resetFactor', times: 1 })
    const command = run(['factors', 'remove', factorId, '--yes', '--json'], environmentFor(running))
    // The list worked before the reset; from then on it fails.
    while (factors().length > 0) await new Promise((resolve) => setImmediate(resolve))
    faults.add({ kind: 'reset', endpoint: 'listEnrolledFactors' })
    const { code, stdout, stderr } = await command
    assert.is(code, 5)
    assert.match(stdout, /^\{"outcome":"unknown","factor":\{"factorId":"\w+"[^\n]+"error":"unreachable"\}\n$/)
    assert.match(
      stderr,
      /^It could not be told whether the factor was removed: the service did not answer\. [^\n]+\n$/,
    )
  }),
)

const onTerminal = (args: readonly string[], env: Readonly<Record<string, string | undefined>>) => {
  const terminal = terminalStreams(env)
  const ended = program([...args, '--plain'], terminal.streams)
  return { ...terminal, ended }
}

for (const answer of ['y', 'YES', 'sms', 'SMS ']) {
  removing(`a person who answers ${answer} has it removed`, () =>
    withSandbox(async (running) => {
      const factorId = await bind(running, phoneChoice('18800001234'))
      const { type, written, ended } = onTerminal(['factors', 'remove', factorId], environmentFor(running))
      await written.until(/Type SMS or y to remove it \(q leaves\): /)
      type(answer)
      assert.is(await ended, 0)
      assert.match(written.all(), /Removed\.\n$/)
      assert.is(running.sandbox.factors().length, 0)
    }),
  )
}

removing('a person who answers anything else is asked again, and q leaves all as it is', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    const { type, written, ended } = onTerminal(['factors', 'remove', factorId], environmentFor(running))
    await written.until(/Type SMS or y/)
    for (const answer of ['', 'email', 'ja']) {
      type(answer)
      await written.until(/Type SMS or y to remove it, q to leave it where it is\./)
    }
    type('q')
    assert.is(await ended, 130)
    assert.match(written.all(), /Cancelled\. Nothing was changed\.\n$/)
    assert.is(running.sandbox.factors().length, 1)
  }),
)

removing('Ctrl-D instead of an answer leaves all as it is', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    const { end, written, ended } = onTerminal(['factors', 'remove', factorId], environmentFor(running))
    await written.until(/Type SMS or y/)
    end()
    assert.is(await ended, 130)
    assert.match(written.all(), /Cancelled\. Nothing was changed\.\n$/)
    assert.is(running.sandbox.factors().length, 1)
  }),
)

removing.run()
