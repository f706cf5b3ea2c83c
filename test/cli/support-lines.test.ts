import { stripVTControlCharacters } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as TE from '#fp-ts/TaskEither'
import { runEnrollment } from '../../src/cli/enroll/run-enrollment.ts'
import { createSupportLines } from '../../src/cli/enroll/support-lines.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'
import { createEnrollment } from '../../src/live/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { photoFiles } from './photo-files.ts'
import { wrongCodeFor } from './authenticator.ts'
import { environmentFor, run, start } from './run-command.ts'
import { terminalStreams } from './terminal-streams.ts'
import { withSandbox } from './with-sandbox.ts'

const support = suite('what support asks for')

const ids = 'Support: enrollment [0-9a-f-]{36}'
const otp = ['enroll', '--factor', 'otp', '--reveal']

support('a bad end names the enrollment and the request, on the error stream', () =>
  withSandbox(async (running) => {
    const env = { ...environmentFor(running), GENAUTH_ACCESS_TOKEN: 'stale' }
    const { stdout, stderr } = await run(otp, env)
    assert.match(stderr, new RegExp(`^You are not signed in[^\\n]+\\n${ids}, request [0-9a-f-]{36}\\n$`))
    assert.not.match(stdout, 'Support')
  }),
)

support('without an answer there is no request to name', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'reset' })
    const { stderr } = await run(otp, environmentFor(running))
    assert.match(stderr, new RegExp(`\\n${ids}\\n$`))
  }),
)

support('one wrong code is a slip that nobody calls for; from the second on it is named', () =>
  withSandbox(async (running) => {
    const command = start(otp, environmentFor(running))
    const wrong = wrongCodeFor((await command.stdout.until(/otpauth:\/\/\S+/))[0])
    command.type(wrong)
    await command.stderr.until(/That code is not right/)
    assert.not.match(command.stderr.all(), 'Support')
    command.type(wrong)
    await command.stderr.until(
      new RegExp(`That code is not right either[^\\n]+\\n${ids}, request [0-9a-f-]{36}\\n`),
    )
    command.endInput()
    await command.ended
  }),
)

support('leaving in time is no bad end', () =>
  withSandbox(async (running) => {
    const { stderr } = await run(otp, environmentFor(running))
    assert.not.match(stderr, 'Support')
  }),
)

support('JSON lines have it already, so the error stream does not', () =>
  withSandbox(async (running) => {
    const env = { ...environmentFor(running), GENAUTH_ACCESS_TOKEN: 'stale' }
    const { stdout, stderr } = await run([...otp, '--json'], env)
    assert.not.match(stderr, 'Support')
    assert.match(stdout, /"support":\{"enrollmentId":"[0-9a-f-]{36}","requestId":"[0-9a-f-]{36}"/)
  }),
)

const hostile = { _tag: 'forbidden', requestId: '\u001B[31mred\u202E and more' } as const

support('what any service calls a request is made harmless first, an upload’s as well', async () => {
  const { face, remove } = photoFiles()
  for (const factor of ['OTP', 'FACE'] as const) {
    const terminal = terminalStreams()
    const service = { ...createSandbox().service(), sendEnrollFactorRequest: () => TE.left(hostile) }
    const code = await runEnrollment(createEnrollment({ service }), {
      streams: terminal.streams,
      texts: textsFor('en'),
      terminal: null,
      interruption: { happened: () => false, onFirst: () => undefined, stop: () => undefined },
      target: { factor, given: factor === 'FACE' ? face : null },
      upload: () => TE.left(hostile),
      values: { reveal: true },
    })
    assert.is(code, 4)
    const [line] = await terminal.errors.until(/Support: [^\n]+[^]*\n$/)
    assert.match(stripVTControlCharacters(line).replaceAll('\n', ' '), /, request \[31mred and more $/)
    const undimmed = line.replace('\u001B[2m', '').replace('\u001B[22m', '')
    for (const mark of ['\u001B', '\u202E']) assert.not.match(undimmed, mark)
  }
  remove()
})

const lines = (env: Readonly<Record<string, string>>, plain: boolean) => {
  const terminal = terminalStreams(env)
  const tell = createSupportLines(terminal.streams, textsFor('en'), plain)
  return { tell, errors: terminal.errors }
}

const problem = { enrollmentId: 'e'.repeat(36), requestId: 'r'.repeat(36) }

support('one problem is named once, the next one again', async () => {
  const { tell, errors } = lines({ NO_COLOR: '1' }, false)
  tell(problem)
  tell(problem)
  tell({ ...problem, requestId: null })
  const text = (await errors.until(/e{36}\n$/)).input
  assert.is(text.match(/Support/g)?.length, 2)
})

support('it is dim where there are colours, and broken as wide as the terminal', async () => {
  const dim = lines({}, false)
  dim.tell(problem)
  const [written] = await dim.errors.until(/^[^]*r{36}[^]*\n/)
  assert.is(written, `\u001B[2mSupport: enrollment ${'e'.repeat(36)}, request\n${'r'.repeat(36)}\u001B[22m\n`)
  const plain = lines({ FORCE_COLOR: '1' }, true)
  plain.tell(problem)
  assert.not.match((await plain.errors.until(/r{36}\n/)).input, '\u001B')
})

support.run()
