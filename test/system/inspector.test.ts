// `inspect`, and --inspect of `enroll` and `demo`, as their users start them: the built command, with the viewer
// that the build made.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { listen, sendTo } from '../cli/inspect/open-viewer.ts'
import { codeOf } from '../cli/authenticator.ts'
import { enter } from '../cli/loopback/raw-ask.ts'
import { environmentFor } from '../cli/run-command.ts'
import { withSandbox } from '../cli/with-sandbox.ts'
import { collect, type WrittenText } from '../cli/written-text.ts'
import { onTerminal } from './terminal.ts'

const inspector = suite('the inspector of the built command')

const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-inspector-'))
inspector.after(() => rmSync(folder, { recursive: true }))

const start = (args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) => {
  const { PATH } = process.env
  const child = spawn(process.execPath, ['dist/src/cli/main.js', ...args], { env: { PATH, ...env } })
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve)
  })
  return { child, stdout, stderr, ended, type: (line: string) => void child.stdin.write(`${line}\n`) }
}

/** Opens the link that was written, and listens as the page does. */
const opened = async (written: WrittenText) => {
  const [, link = ''] = await written.until(/^(http:\S+\/open\/[\w-]{43})\n/m)
  const { origin } = new URL(link)
  const cookie = await enter(link)
  const heard = await listen(origin, cookie)
  const ask = (path: string) => fetch(`${origin}${path}`, { headers: { cookie } })
  const send = (enrollmentId: string, command: unknown) => sendTo(origin, cookie, enrollmentId, command)
  return { link, origin, heard, ask, send }
}

inspector('serves a page that asks for nothing but its own files, and ends with 0', async () => {
  const running = start(['inspect'])
  const { link, ask } = await opened(running.stdout)
  await running.stderr.until(/Ctrl-C stops it\.\n/)
  const html = await (await ask('/')).text()
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path)
  assert.ok(files.includes('main.js') && files.includes('viewer.css'), html)
  for (const path of files) assert.is((await ask(`/${path}`)).status, 200, path)
  assert.not.match(html, /<script(?! type="module" src=)|<style| on[a-z]+=|https?:/)
  running.child.kill('SIGINT')
  assert.is(await running.ended, 0)
  assert.is(running.stdout.all(), `${link}\n`)
})

inspector('lets the page enroll against the sandbox, with the code that the terminal tells', async () => {
  const running = start(['inspect', '--lang', 'zh-CN'])
  const { heard, send } = await opened(running.stdout)
  const { enrollmentId } = await heard.until(({ state }) => state.value === 'idle')
  const profile = { phoneNumber: '18800001234' }
  await send(enrollmentId, { type: 'factor.chosen', factorType: 'SMS', profile })
  const [, passCode] = await running.stderr.until(/发送至 \+8618800001234 的验证码：(\d{6})\n/)
  assert.equal(await send(enrollmentId, { type: 'code.submitted', passCode }), { accepted: true })
  await heard.until(({ state }) => state.value === 'done')
  running.child.kill()
  assert.is(await running.ended, 0)
})

inspector('a page moves an enrollment that a script waits in, and the script goes on from there', () =>
  withSandbox(async (sandbox) => {
    const call = ['enroll', '--factor', 'otp', '--json', '--reveal', '--inspect']
    const running = start(call, environmentFor(sandbox))
    const { heard, send } = await opened(running.stderr)
    const { enrollmentId } = await heard.until(({ state }) => state.value === 'awaitingCode')
    assert.equal(await send(enrollmentId, { type: 'xstate.done.actor.enrollFactor', output: {} }), {
      accepted: false,
      reason: 'notACommand',
    })
    const [, uri = ''] = await running.stdout.until(/"uri":"(otpauth:[^"]+)"/)
    assert.equal(await send(enrollmentId, { type: 'code.submitted', passCode: codeOf(uri) }), {
      accepted: true,
    })
    await running.stdout.until(/"state":"savingRecoveryCode"/)
    running.type('saved')
    assert.is(await running.ended, 0)
    await heard.ended
    assert.is(heard.frames.at(-1)?.type, 'enrollment.stopped')
    assert.is(heard.frames.at(-1)?.state.status, 'done')
    assert.is(sandbox.sandbox.factors().length, 1)
  }),
)

inspector('a page moves an enrollment that a person is asked in, and the question goes away', () =>
  withSandbox((sandbox) =>
    onTerminal(
      ['enroll', '--factor', 'sms', '--phone', '+8618800001234', '--inspect', '--plain'],
      { env: environmentFor(sandbox), columns: 120 },
      async (terminal) => {
        const [link = ''] = await terminal.until(/^http:\S+\/open\/[\w-]{43}$/m)
        await terminal.until(/Code \(q leaves\):/)
        const { origin } = new URL(link)
        const cookie = await enter(link)
        const heard = await listen(origin, cookie)
        const { enrollmentId, state } = await heard.until(() => true)
        assert.is(state.value, 'awaitingCode')
        const passCode = sandbox.sandbox.outbox.at(-1)?.code
        assert.equal(await sendTo(origin, cookie, enrollmentId, { type: 'code.submitted', passCode }), {
          accepted: true,
        })
        assert.equal(await terminal.ended(), { code: 0, isRestored: true })
        assert.match(await terminal.screen(), /is active\./)
      },
    ),
  ),
)

inspector('the demo without a terminal waits for the page, which then hears all of it', async () => {
  const file = join(folder, 'demo.ndjson')
  const running = start(['demo', '--inspect', '--record', file])
  await running.stderr.until(/It begins when the link is opened\.\n/)
  await running.stdout.until(/^idle\n/)
  assert.is(running.stdout.all(), 'idle\n')
  const { heard } = await opened(running.stderr)
  assert.is(await running.ended, 0)
  await heard.ended
  assert.equal(
    heard.frames.filter(({ type }) => type !== 'event.taken').map(({ type }) => type),
    ['enrollment.started', 'enrollment.stopped'],
  )
  // The page heard what was recorded; only that it began is older than the page.
  const [, , ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  assert.equal(
    heard.frames.slice(1),
    lines.map((line): unknown => JSON.parse(line)),
  )
})

inspector('Ctrl-C ends the demo that waits for the page', async () => {
  const running = start(['demo', '--inspect'])
  await running.stderr.until(/It begins when the link is opened\.\n/)
  running.child.kill('SIGINT')
  assert.is(await running.ended, 130)
})

inspector('replays a recording: the page names it and has it beside itself', async () => {
  const file = join(folder, 'a b.ndjson')
  assert.is(await start(['demo', '--record', file]).ended, 0)
  const running = start(['inspect', file])
  const { ask } = await opened(running.stdout)
  assert.match(await (await ask('/')).text(), '<html data-channel="none" data-recording="a b.ndjson"')
  const recording = await ask('/recording')
  assert.is(recording.headers.get('content-type'), 'application/x-ndjson; charset=utf-8')
  assert.is(await recording.text(), readFileSync(file, 'utf8'))
  running.child.kill()
  assert.is(await running.ended, 0)
})

inspector('a link that is opened again brings a new one to the terminal', async () => {
  const running = start(['inspect'])
  const { link, heard } = await opened(running.stdout)
  assert.is((await fetch(link, { redirect: 'manual' })).status, 403)
  const [, second = ''] = await running.stdout.until(/\n(http:\S+)\n/)
  assert.match(running.stderr.all(), 'That link has been used.')
  assert.is.not(second, link)
  assert.match(await enter(second), /^mfa_enroll_\d+=/)
  heard.leave()
  running.child.kill()
  assert.is(await running.ended, 0)
})

inspector('says what to do about a port that is taken, and a file that is none', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve)
  })
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? String(address.port) : ''
  const failed = async (...args: readonly string[]) => {
    const running = start(['inspect', ...args])
    assert.is(await running.ended, 2)
    assert.is(running.stdout.all(), '')
    return running.stderr.all()
  }
  assert.match(await failed('--port', port), new RegExp(`^mfa-enroll: Port ${port} is in use: .+\\n$`))
  assert.match(await failed('absent'), /^mfa-enroll: FILE: there is no such file; .+\n$/)
  assert.match(await failed('package.json', '--lang', 'zh-CN'), /^mfa-enroll: FILE：该文件不是绑定流程的记录/)
  other.close()
})

inspector.run()
