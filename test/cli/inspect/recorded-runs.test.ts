import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { TOTP, URI } from 'otpauth'
import { setImmediate } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readRecording, type Recording } from '../../../src/inspect/index.ts'
import type { RunningSandbox } from '../../../src/sandbox/index.ts'
import { told } from '../../inspect/inspected.ts'
import { codeOf, wrongCodeFor } from '../authenticator.ts'
import { environmentFor, run, start, startProcess } from '../run-command.ts'
import { withSandbox } from '../with-sandbox.ts'

const runFile = promisify(execFile)

const recorded = suite('--record')

const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-recorded-'))
recorded.after(() => rmSync(folder, { recursive: true }))
let made = 0
const newFile = (): string => join(folder, `${(made += 1)}.ndjson`)

const readBack = (file: string): Recording => {
  const recording = readRecording(readFileSync(file, 'utf8'))
  if (recording._tag === 'Left') throw new Error(recording.left.message)
  return recording.right
}
const storyIn = (file: string): readonly string[] => readBack(file).frames.map(told)

/** What the service answered, on its way to this process. */
const watchReplies = async <A>(use: (bodies: readonly string[]) => Promise<A>): Promise<A> => {
  const bodies: string[] = []
  const original = globalThis.fetch
  globalThis.fetch = async (...call) => {
    const response = await original(...call)
    bodies.push(await response.clone().text())
    return response
  }
  try {
    return await use(bodies)
  } finally {
    globalThis.fetch = original
  }
}

const field = (name: string, bodies: readonly string[]): string => {
  const found = bodies.map((body) => new RegExp(`"${name}":"([^"]+)"`).exec(body)?.[1]).find(Boolean)
  if (found === undefined) throw new Error(`No reply had ${name}`)
  return found
}

const secretOf = (uri: string): string => {
  const parsed = URI.parse(uri)
  if (!(parsed instanceof TOTP)) throw new Error('Not a URI of time-based codes')
  return parsed.secret.base32
}

/** Six digits may stand in a moment or in a random id, which are no codes. */
const withoutChance = (raw: string): string =>
  raw.replaceAll(/\b1\d{12}\b/g, '0').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24,}/g, 'id')

const assertAbsent = (file: string, secrets: Readonly<Record<string, string>>) => {
  const raw = readFileSync(file, 'utf8')
  for (const [name, secret] of Object.entries(secrets)) {
    assert.ok(secret.length >= 4, `${name} is worth looking for`)
    const text = /^\d{6}$/.test(secret) ? withoutChance(raw) : raw
    assert.not.ok(text.includes(secret), `${name} was recorded`)
  }
}

recorded('a whole OTP enrollment has every step in it and none of its secrets, for its owner alone', () =>
  withSandbox((running) =>
    watchReplies(async (bodies) => {
      const file = newFile()
      const call = ['enroll', '--factor', 'otp', '--json', '--record', file]
      const command = start(call, environmentFor(running))
      await command.stdout.until(/"awaitingCode"/)
      const uri = field('qrCodeUri', bodies)
      const wrong = wrongCodeFor(uri)
      command.type(wrong)
      await command.stderr.until(/That code is not right/)
      const right = codeOf(uri)
      command.type(right)
      command.type('saved')
      const { code, stderr } = await command.ended
      assert.is(code, 0)
      assert.match(stderr, `Recorded. To look at it: mfa-enroll inspect ${file}\n`)
      assert.is(statSync(file).mode & 0o777, 0o600)
      assert.equal(storyIn(file), [
        'enrollment.started idle',
        'factor.chosen requesting',
        'xstate.done.actor.sendEnrollFactorRequest awaitingCode',
        'code.submitted binding',
        'xstate.error.actor.enrollFactor awaitingCode',
        'code.submitted binding',
        'xstate.done.actor.enrollFactor savingRecoveryCode',
        'recoveryCode.saved done done',
        'enrollment.stopped done done',
      ])
      const secret = secretOf(uri)
      assertAbsent(file, {
        'the access token': running.sandbox.accessToken,
        'the enrollment token': field('enrollmentToken', bodies),
        'the secret': secret,
        'the grouped key': secret.replace(/(.{4})/g, '$1 ').slice(0, 9),
        'the link': 'otpauth:',
        'the picture': 'data:image',
        'the recovery code': field('recoveryCode', bodies),
        'the wrong code': wrong,
        'the right code': right,
      })
    }),
  ),
)

const messages = [
  ['sms', ['--phone', '+8618800001234'], { 'the number': '18800001234' }, '+86 188****1234'],
  ['email', ['--email', 'bob.smith@example.com'], { 'the address': 'bob.smith' }, 'b***@example.com'],
] as const

for (const [factor, destination, contact, masked] of messages) {
  recorded(`an enrollment by ${factor} has its destination masked, and neither code nor tokens`, () =>
    withSandbox((running) =>
      watchReplies(async (bodies) => {
        const file = newFile()
        const call = ['enroll', '--factor', factor, ...destination, '--record', file]
        const command = start(call, environmentFor(running))
        await command.stdout.until(/sent/i)
        const sent = running.sandbox.outbox.at(-1)?.code ?? ''
        command.type(sent)
        assert.is((await command.ended).code, 0)
        assert.is(storyIn(file).at(-1), 'enrollment.stopped done done')
        assert.ok(readFileSync(file, 'utf8').includes(masked))
        assertAbsent(file, {
          ...contact,
          'the code': sent,
          'the access token': running.sandbox.accessToken,
          'the enrollment token': field('enrollmentToken', bodies),
        })
      }),
    ),
  )
}

recorded('what failed is in it, so that support can see it', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'refusal', statusCode: 403 })
    const file = newFile()
    const { code } = await run(
      ['enroll', '--factor', 'otp', '--json', '--record', file],
      environmentFor(running),
    )
    assert.is(code, 4)
    const failed = readBack(file).frames.find(({ state }) => state.value === 'failed')
    assert.is(failed?.state.context.error?._tag, 'forbidden')
  }),
)

recorded('a process that is killed leaves a recording up to its last moment', () =>
  withSandbox(async (running) => {
    const file = newFile()
    const call = ['enroll', '--factor', 'otp', '--json', '--record', file]
    const command = startProcess(call, environmentFor(running))
    await command.stdout.until(/"state":"awaitingCode"/)
    // The line comes first, and the frame within the same turn of the process.
    while (!readFileSync(file, 'utf8').includes('"value":"awaitingCode"')) await setImmediate()
    command.child.kill('SIGKILL')
    await command.ended
    assert.equal(storyIn(file), [
      'enrollment.started idle',
      'factor.chosen requesting',
      'xstate.done.actor.sendEnrollFactorRequest awaitingCode',
    ])
  }),
)

recorded('an enrollment that was left is stopped in it', () =>
  withSandbox(async (running: RunningSandbox) => {
    const file = newFile()
    const call = ['enroll', '--factor', 'otp', '--json', '--record', file]
    const { code } = await run(call, environmentFor(running))
    assert.is(code, 4)
    assert.is(storyIn(file).at(-1), 'enrollment.stopped cancelled done')
  }),
)

recorded('of the demo replaces an earlier one, and says so; the output stays as it is', async () => {
  const file = newFile()
  const first = await run(['demo', '--record', file])
  assert.not.match(first.stderr, 'earlier recording')
  const before = readBack(file).frames[0]?.enrollmentId
  const { code, stdout, stderr } = await run(['demo', '--record', file])
  assert.is(code, 0)
  assert.is(stdout, first.stdout)
  assert.match(stderr, `${file} holds an earlier recording, which is replaced.\n`)
  assert.is.not(readBack(file).frames[0]?.enrollmentId, before)
  assert.is(storyIn(file).at(-1), 'enrollment.stopped done done')
})

recorded('a path that a shell would split is quoted where it is told', async () => {
  const file = join(folder, "it's mine.ndjson")
  const { stderr } = await run(['demo', '--record', file])
  assert.match(stderr, `mfa-enroll inspect '${folder}/it'\\''s mine.ndjson'\n`)
})

recorded('a file that may not be written in is told before anything is asked, in both languages', () =>
  withSandbox(async (running) => {
    const file = newFile()
    writeFileSync(file, 'mine')
    const call = ['enroll', '--factor', 'sms', '--phone', '+8618800001234', '--record', file]
    const foreign = await run(call, environmentFor(running))
    assert.is(foreign.code, 2)
    assert.is(foreign.stdout, '')
    assert.match(foreign.stderr, /^mfa-enroll: --record: others can read \S+; run: chmod 600 .*\n$/)
    chmodSync(file, 0o600)
    const chinese = await run([...call, '--lang', 'zh-CN'], environmentFor(running))
    assert.is(chinese.code, 2)
    assert.match(chinese.stderr, /^mfa-enroll: --record：\S+ 已存在且不是记录文件，请使用新的文件名\n$/)
    assert.is(readFileSync(file, 'utf8'), 'mine')
    assert.is(running.sandbox.requests.length, 0)
  }),
)

recorded('a disk that takes no more ends the recording and not the enrollment', async () => {
  const file = newFile()
  const limited = 'ulimit -f 1; exec "$@"'
  const call = [process.execPath, '--import', 'tsx', 'src/cli/main.ts', 'demo', '--record', file]
  const env = { PATH: process.env['PATH'], TSX_DISABLE_CACHE: '1' }
  const { stdout, stderr } = await runFile('bash', ['-c', limited, 'bash', ...call], { env })
  assert.match(stdout, /\ndone\n$/)
  assert.is(stderr.match(/could not be written any further/g)?.length, 1)
  assert.is(statSync(file).size, 1024)
  const { isTorn, frames } = readBack(file)
  assert.is(isTorn, true)
  assert.ok(frames.length > 0)
})

recorded.run()
