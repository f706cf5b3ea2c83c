import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { RunningSandbox } from '../../src/sandbox/index.ts'
import { bind, emailChoice, phoneChoice } from './bound-factor.ts'
import { photoFiles } from './photo-files.ts'
import { environmentFor, run, start } from './run-command.ts'
import { withSandbox } from './with-sandbox.ts'

const replacing = suite('replacing a factor')

const photos = photoFiles()
replacing.after(photos.remove)

const lastLine = (text: string): unknown => JSON.parse(text.trimEnd().split('\n').at(-1) ?? '')

const newestCode = ({ sandbox }: RunningSandbox): string => sandbox.outbox.at(-1)?.code ?? ''

const idsOf = ({ sandbox }: RunningSandbox): readonly string[] =>
  sandbox.factors().map(({ factorId }) => factorId)

/** A replacement of a bound number by another one, up to where the code is asked for. */
const awaitingCode = async (running: RunningSandbox, more: readonly string[] = []) => {
  const old = await bind(running, phoneChoice('18800001234'))
  const args = ['factors', 'replace', old, '--phone', '+8618800005678', ...more]
  const command = start(args, environmentFor(running))
  await command.stdout.until(more.includes('--json') ? /"state":"awaitingCode"/ : /Enter the code/)
  return { old, command }
}

replacing('binds the new one first, then takes the old one off, and shows what there is', () =>
  withSandbox(async (running) => {
    const { old, command } = await awaitingCode(running)
    assert.equal(idsOf(running), [old])
    command.type(newestCode(running))
    const { code, stdout, stderr } = await command.ended
    const [id] = idsOf(running)
    assert.is(code, 0)
    assert.is(stderr, '')
    assert.is(
      stdout,
      `This factor will be replaced. It stays until the new one is bound:
ID                        TYPE  WHERE
${old}  SMS   +86 188****1234
Preparing…
Enter the code that was sent to +86 188****5678.
Checking…
Your phone number is active.
Replaced: the new factor is active, and the old one is gone.
The account has these factors now:
ID                        TYPE  WHERE
${id}  SMS   +86 188****5678
`,
    )
  }),
)

replacing('--json ends with a line of its own', () =>
  withSandbox(async (running) => {
    const { command } = await awaitingCode(running, ['--json'])
    command.type(newestCode(running))
    const { code, stdout } = await command.ended
    assert.is(code, 0)
    const [factorId] = idsOf(running)
    const enrolled = [{ factorId, factorType: 'SMS', destination: '+86 188****5678' }]
    assert.equal(lastLine(stdout), { outcome: 'replaced', enrolled })
  }),
)

replacing('where ids outlive what they name, the new one has taken the place of the old one', () =>
  withSandbox(
    async (running) => {
      const { old, command } = await awaitingCode(running)
      command.type(newestCode(running))
      const { code, stdout } = await command.ended
      assert.is(code, 0)
      assert.match(stdout, /the new factor took the place of the old one, under the same id\./)
      assert.match(stdout, /\|phone {2}SMS {3}\+86 188\*{4}5678\n$/)
      assert.equal(idsOf(running), [old])
    },
    { factorIds: 'user' },
  ),
)

replacing('left half way, it says that the account has the old one', () =>
  withSandbox(async (running) => {
    const { old, command } = await awaitingCode(running)
    command.endInput()
    const { code, stdout } = await command.ended
    assert.is(code, 4)
    assert.match(
      stdout,
      new RegExp(`The account has these factors now:\nID.*\n${old}  SMS   \\+86 188\\*{4}1234\n$`),
    )
    assert.equal(idsOf(running), [old])
  }),
)

replacing('left half way with --json, the last line says what there is', () =>
  withSandbox(async (running) => {
    const { old, command } = await awaitingCode(running, ['--json'])
    command.endInput()
    const { code, stdout } = await command.ended
    assert.is(code, 4)
    const enrolled = [{ factorId: old, factorType: 'SMS', destination: '+86 188****1234' }]
    assert.equal(lastLine(stdout), { outcome: 'notReplaced', enrolled })
  }),
)

replacing(
  'left half way with another one bound meanwhile, it takes neither off and says both are there',
  () =>
    withSandbox(async (running) => {
      const { old, command } = await awaitingCode(running, ['--json'])
      const another = await bind(running, phoneChoice('18800009999'))
      command.endInput()
      const { stdout } = await command.ended
      assert.match(stdout.trimEnd().split('\n').at(-1) ?? '', '"outcome":"notFinished"')
      assert.equal(idsOf(running), [old, another])
    }),
)

replacing('a lost reply to the reset is made up for by the list', () =>
  withSandbox(async (running) => {
    const { old, command } = await awaitingCode(running)
    running.sandbox.faults.add({ kind: 'lostReply', endpoint: 'resetFactor', times: 1 })
    command.type(newestCode(running))
    const { code, stdout } = await command.ended
    assert.is(code, 0)
    assert.match(stdout, /Looking whether it did…\nReplaced: /)
    assert.not.ok(idsOf(running).includes(old))
  }),
)

replacing('a reset that is refused leaves both, says so, and how to go on', () =>
  withSandbox(async (running) => {
    const { old, command } = await awaitingCode(running, ['--json'])
    running.sandbox.faults.add({ kind: 'refusal', endpoint: 'resetFactor', statusCode: 403 })
    command.type(newestCode(running))
    const { code, stdout, stderr } = await command.ended
    assert.is(code, 4)
    assert.match(
      stderr,
      new RegExp(
        `^The new factor is active, and the old one is still there: the service does not allow it\\.\nAsk your administrator to remove it: ${old}\n$`,
      ),
    )
    assert.match(
      stdout,
      /\{"outcome":"notFinished","enrolled":\[[^\n]+"error":"forbidden","statusCode":403,[^\n]+\}\n$/,
    )
    assert.is(idsOf(running).length, 2)
    assert.ok(idsOf(running).includes(old))
  }),
)

replacing('a lost reply to the bind is made up for by the machine, and the old one goes', () =>
  withSandbox(async (running) => {
    const { old, command } = await awaitingCode(running)
    running.sandbox.faults.add({ kind: 'lostReply', endpoint: 'enrollFactor', times: 1 })
    command.type(newestCode(running))
    const { code, stdout } = await command.ended
    assert.is(code, 0)
    assert.match(stdout, /Replaced: the new factor is active, and the old one is gone\./)
    assert.is(idsOf(running).length, 1)
    assert.not.ok(idsOf(running).includes(old))
  }),
)

replacing('the list that fails at the end is told, and nothing is claimed', () =>
  withSandbox(async (running) => {
    const { command } = await awaitingCode(running)
    running.sandbox.faults.add({ kind: 'serverError', endpoint: 'listEnrolledFactors' })
    command.endInput()
    const { code, stderr } = await command.ended
    assert.is(code, 4)
    assert.match(
      stderr,
      /Which factors the account has now could not be found out\. Look later: mfa-enroll factors\n/,
    )
  }),
)

const wrongCalls: readonly (readonly [more: readonly string[], says: RegExp])[] = [
  [[], /That factor is EMAIL: give --email for the new one/],
  [['--phone', '+8618800005678'], /--phone does not go with that factor, which is EMAIL/],
  [
    ['--photo', 'me.jpg'],
    /A face cannot be replaced: [^\n]+: mfa-enroll factors remove ID; mfa-enroll enroll --factor face --photo FILE/,
  ],
  [['--email', 'bob'], /no e-mail address: write it as in ann@example\.com/],
]

for (const [more, says] of wrongCalls) {
  replacing(
    `of an e-mail address with ${more.join(' ') || 'nothing'} gets one line that says what to do`,
    () =>
      withSandbox(async (running) => {
        const old = await bind(running, emailChoice('bob@example.com'))
        const { code, stdout, stderr } = await run(
          ['factors', 'replace', old, ...more],
          environmentFor(running),
        )
        assert.is(code, 2)
        assert.is(stdout, '')
        assert.match(stderr, /^mfa-enroll: [^\n]+\n$/)
        assert.match(stderr, says)
        assert.is(running.sandbox.outbox.length, 1)
      }),
  )
}

replacing('an id that the account does not have, and a type that cannot be bound here, end at once', () =>
  withSandbox(async (running) => {
    const env = environmentFor(running)
    const missing = await run(['factors', 'replace', 'SECRET'], env)
    assert.equal([missing.code, missing.stdout], [4, ''])
    assert.match(missing.stderr, /^The account has no factor with that id\./)

    const old = await bind(running, emailChoice('bob@example.com'))
    const value = 'PASSKEY'
    const path = 'data.0.factorType'
    running.sandbox.faults.add({ kind: 'replacedField', endpoint: 'listEnrolledFactors', path, value })
    const { code, stderr } = await run(['factors', 'replace', old], env)
    assert.is(code, 4)
    assert.is(stderr, 'A factor of the type PASSKEY cannot be bound here, and so not be replaced.\n')
  }),
)

replacing('of a face says at once that it cannot be, and what to do', () =>
  withSandbox(async (running) => {
    const env = environmentFor(running)
    assert.is((await run(['enroll', '--factor', 'face', '--photo', photos.face], env)).code, 0)
    const [old = ''] = idsOf(running)
    const before = running.sandbox.requests.length
    const { code, stdout, stderr } = await run(['factors', 'replace', old], env)
    assert.equal([code, stdout], [4, ''])
    assert.is(
      stderr,
      `A face cannot be replaced: GenAuth keeps one, so the old one has to go first. Remove it, then enroll: mfa-enroll factors remove ${old}; mfa-enroll enroll --factor face --photo FILE\n`,
    )
    const inJson = await run(['factors', 'replace', old, '--json'], env)
    assert.is(inJson.code, 4)
    const factor = { factorId: old, factorType: 'FACE', destination: null }
    assert.equal(lastLine(inJson.stdout), { error: 'unsupported', factor, text: stderr.trimEnd() })
    assert.equal(
      [...new Set(running.sandbox.requests.slice(before).map(({ endpoint }) => endpoint))],
      ['listEnrolledFactors'],
    )
    assert.equal(idsOf(running), [old])
  }),
)

replacing.run()
