// The fields that docs/cli.md tells of the JSON lines are those that the lines have.
import { readFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { SimulatedClock } from 'xstate'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { runEnrollment } from '../../../src/cli/enroll/run-enrollment.ts'
import { textsFor } from '../../../src/cli/texts/texts.ts'
import { createEnrollment } from '../../../src/live/index.ts'
import { createSandbox, type RunningSandbox } from '../../../src/sandbox/index.ts'
import { codeOf, wrongCodeFor } from '../../cli/authenticator.ts'
import { bind, emailChoice, phoneChoice } from '../../cli/bound-factor.ts'
import { jsonLines } from '../../cli/json-lines.ts'
import { environmentFor, run, start, startProcess } from '../../cli/run-command.ts'
import { withSandbox } from '../../cli/with-sandbox.ts'
import { collect } from '../../cli/written-text.ts'

const fields = suite('the fields of the JSON lines')

const page = readFileSync(new URL('page.md', import.meta.url), 'utf8')
const section = /\n## JSON lines\n([^]*?)\n## /.exec(page)?.[1] ?? ''

/** The table of the states' fields; that of the other commands stands below it. */
const states = section.slice(0, section.indexOf('\n| command |'))

type Line = Readonly<Record<string, unknown>>
const isLine = (value: unknown): value is Line => typeof value === 'object' && value !== null

const linesOf = (stdout: string): readonly Line[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((text): unknown => JSON.parse(text))
    .filter(isLine)

/** All names in a value, however deep. What a message is told is of that message. */
const namesIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (!isLine(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    name,
    ...(name === 'params' ? [] : namesIn(inner)),
  ])
}

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].toSorted()

/** The names in everything that is written as `{"…"}`. */
const namesOfTemplates = (text: string): readonly string[] =>
  [...text.matchAll(/`\{[^`]*\}`/g)].flatMap(([template]) =>
    [...template.matchAll(/"(\w+)"/g)].map(([, name = '']) => name),
  )

const rowOf = (name: string): string =>
  section.split('\n').find((row) => row.startsWith(`| \`${name}\``)) ?? ''

const newestCode = ({ sandbox }: RunningSandbox): string => sandbox.outbox.at(-1)?.code ?? ''

/** Two wrong codes, the right one, and a recovery code that is saved. */
const otpToItsEnd = async (running: RunningSandbox): Promise<string> => {
  const command = start(['enroll', '--factor', 'otp', '--json', '--reveal'], environmentFor(running))
  await command.stdout.until(/"state":"awaitingCode".*\n/)
  const uri = jsonLines(command.stdout.all()).at(-1)?.challenge?.otp?.uri ?? ''
  for (const code of [wrongCodeFor(uri), codeOf(uri), 'saved']) command.type(code)
  return (await command.ended).stdout
}

const lostReply = async (running: RunningSandbox): Promise<string> => {
  running.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
  const call = ['enroll', '--factor', 'sms', '--phone', '+8618800001234', '--json']
  const command = start(call, environmentFor(running))
  await command.stdout.until(/"state":"awaitingCode"/)
  command.type(newestCode(running))
  return (await command.ended).stdout
}

const leftAlone = async (): Promise<string> => {
  const clock = new SimulatedClock()
  const sandbox = createSandbox({ clock })
  const [input, output, error] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const stdout = collect(output)
  const ended = runEnrollment(createEnrollment({ service: sandbox.service(), clock }), {
    streams: { input, output, error, env: {} },
    texts: textsFor('en'),
    terminal: null,
    interruption: { happened: () => false, onFirst: () => undefined, stop: () => undefined },
    target: { factor: 'OTP', given: null },
    upload: sandbox.photoUpload(),
    values: { json: true },
  })
  await stdout.until(/"state":"awaitingCode"/)
  clock.increment(60_000)
  await ended
  return stdout.all()
}

const replacement = async (running: RunningSandbox, old: string): Promise<readonly Line[]> => {
  const phone = `+86188${10_000_000 + running.sandbox.outbox.length}`
  const command = start(['factors', 'replace', old, '--phone', phone, '--json'], environmentFor(running))
  await command.stdout.until(/"state":"awaitingCode"/)
  command.type(newestCode(running))
  return linesOf((await command.ended).stdout)
}

fields('of the states are those of the table, and every name in them is told', () =>
  withSandbox(async (running) => {
    const env = environmentFor(running)
    const lines = [
      await otpToItsEnd(running),
      await lostReply(running),
      await leftAlone(),
      (await run(['enroll', '--factor', 'otp', '--json'], env)).stdout,
      (await run(['enroll', '--factor', 'otp', '--json', '--app-id', 'foo'], env)).stdout,
    ].flatMap(linesOf)
    const named = [...rowOf('state').matchAll(/`(\w+)`/g)].slice(1).map(([, state = '']) => state)
    assert.equal(sorted(lines.map(({ state }) => String(state))), sorted(named))

    const heads = [...states.matchAll(/^\| (`[^|]+) \|/gm)].map(([, head = '']) => head)
    const told = heads.flatMap((head) => [...head.matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
    assert.equal(sorted(told), sorted(lines.flatMap(Object.keys)))
    for (const name of new Set(lines.flatMap(namesIn))) assert.match(states, new RegExp(`\\b${name}\\b`))
  }),
)

fields('of the states stand there with the states that have them, and else are in all', () =>
  withSandbox(async (running) => {
    const lines = [await otpToItsEnd(running), await lostReply(running), await leftAlone()]
      .concat((await run(['enroll', '--factor', 'otp', '--json'], environmentFor(running))).stdout)
      .flatMap(linesOf)
    const rows = [...states.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| (.*) \|$/gm)]
    for (const [, heads = '', about = ''] of rows) {
      const within = /^((?:`[a-zA-Z]+`(?:, )?)+)(?::|$)/.exec(about)?.[1]
      for (const [, name = ''] of heads.matchAll(/`(\w+)`/g)) {
        for (const line of lines) {
          const expected = within === undefined || within.includes(`\`${String(line['state'])}\``)
          assert.is(name in line, expected, `${name} in ${String(line['state'])}`)
        }
      }
    }
  }),
)

fields('of factors, of removing and of replacing are those of the table', () =>
  withSandbox(async (running) => {
    const env = environmentFor(running)
    const { faults } = running.sandbox
    const refused = { kind: 'refusal', endpoint: 'resetFactor', statusCode: 403, apiCode: 2036 } as const

    const email = await bind(running, emailChoice('bob@example.com'))
    assert.equal(
      sorted(linesOf((await run(['factors', '--json'], env)).stdout).flatMap(namesIn)),
      sorted(namesOfTemplates(rowOf('factors'))),
    )

    const remove = ['factors', 'remove', email, '--yes', '--json']
    faults.add({ ...refused, times: 1 })
    const [failure = {}] = linesOf((await run(remove, env)).stdout)
    assert.match(
      section,
      `\`{${Object.keys(failure)
        .map((name) => `"${name}"`)
        .join(',')}}\``,
    )

    faults.add({
      kind: 'replacedField',
      endpoint: 'listEnrolledFactors',
      path: 'data.0.factorType',
      value: 'X',
    })
    const [unfit = {}] = linesOf((await run(['factors', 'replace', email, '--json'], env)).stdout)
    assert.match(
      section,
      `\`{${Object.keys(unfit)
        .map((name) => `"${name}"`)
        .join(',')}}\``,
    )
    faults.clear()

    const inDoubt = { kind: 'refusal', endpoint: 'resetFactor', statusCode: 500, apiCode: 3012 } as const
    faults.add({ ...inDoubt, times: 1 })
    const stillThere = linesOf((await run(remove, env)).stdout)
    const removed = linesOf((await run(remove, env)).stdout)
    assert.equal(
      sorted([...stillThere, ...removed].flatMap(namesIn)),
      sorted(namesOfTemplates(rowOf('factors remove'))),
    )

    const old = await bind(running, phoneChoice('18800009999'))
    faults.add({ ...refused, times: 1 })
    const unfinished = await replacement(running, old)
    const replaced = await replacement(running, old)
    assert.equal(
      sorted([unfinished.at(-1), replaced.at(-1)].flatMap(namesIn)),
      sorted(namesOfTemplates(rowOf('factors replace'))),
    )
  }),
)

fields('of the sandbox are those of the table', async () => {
  const running = startProcess(['sandbox', '--port', '0', '--json'])
  const [text] = await running.stdout.until(/^.*\n/)
  running.child.kill()
  await running.ended
  assert.equal(sorted(linesOf(text).flatMap(namesIn)), sorted(namesOfTemplates(rowOf('sandbox'))))
})

fields.run()
