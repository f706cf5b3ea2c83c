// `demo --web` as its users start it: the built command, with the page that the build made.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { collect } from '../cli/written-text.ts'

const web = suite('the page of the built command')

const start = (...args: readonly string[]) => {
  const { PATH } = process.env
  const child = spawn(process.execPath, ['dist/src/cli/main.js', 'demo', ...args], { env: { PATH } })
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', resolve)
  })
  return { child, stdout, stderr, ended }
}

const linkOf = async ({ stdout }: ReturnType<typeof start>): Promise<string> =>
  (await stdout.until(/^http:\S+\n/))[0].trim()

/** Enters by the link, and gives what is needed to ask for more. */
const enter = async (link: string) => {
  const entered = await fetch(link, { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  const { origin } = new URL(link)
  return (path: string) => fetch(`${origin}${path}`, { headers: { cookie } })
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  web(`prints a link, serves the page, and ends with 0 on ${signal}, open streams or not`, async () => {
    const running = start('--web')
    const link = await linkOf(running)
    assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/open\/[\w-]{43}$/)
    await running.stderr.until(/Ctrl-C stops it\.\n/)
    const ask = await enter(link)
    const html = await (await ask('/')).text()
    assert.match(html, '<title>Security · Fernhill</title>')
    const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path)
    assert.equal(files.toSorted(), ['/icon.svg', '/page.css', '/page.js'])
    for (const path of [...files, '/third-party.txt']) assert.is((await ask(path)).status, 200, path)
    const stream = await ask('/play/state')
    running.child.kill(signal)
    assert.is(await running.ended, 0)
    await stream.text().catch(() => null)
    assert.is(running.stdout.all(), `${link}\n`)
  })
}

web('with --inspect the page is told so, and has the viewer beside it; without, neither', async () => {
  for (const [args, isInspecting] of [
    [['--web', '--inspect'], true],
    [['--inspect', '--web', '--lang', 'zh-CN'], true],
    [['--web'], false],
  ] as const) {
    const running = start(...args)
    const ask = await enter(await linkOf(running))
    const html = await (await ask('/')).text()
    assert.is(/<html[^>]* data-inspect=""/.test(html), isInspecting, args.join(' '))
    const viewer = await ask('/viewer/')
    assert.is(viewer.status, isInspecting ? 200 : 404)
    if (isInspecting) assert.match(await viewer.text(), /<html[^>]* data-channel="page"/)
    running.child.kill()
    assert.is(await running.ended, 0)
  }
})

web('--record is refused before anything starts, in any order: nothing is written or listens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-web-'))
  const file = join(folder, 'a.ndjson')
  for (const args of [
    ['--web', '--record', file],
    ['--record', file, '--inspect', '--web'],
    ['--web', '--inspect', `--record=${file}`, '--port', 'x'],
  ]) {
    const running = start(...args)
    assert.is(await running.ended, 2)
    assert.is(running.stdout.all(), '')
    assert.match(running.stderr.all(), /^mfa-enroll: --record does not go with --web, [^\n]+\n$/)
  }
  const chinese = start('--web', '--record', file, '--lang', 'zh-CN')
  assert.is(await chinese.ended, 2)
  assert.match(chinese.stderr.all(), /^mfa-enroll: --record 不能与 --web 一起使用，[^\n]+\n$/)
  assert.equal(readdirSync(folder), [])
  rmSync(folder, { recursive: true })
})

web('a link that is opened again brings a new one to the terminal', async () => {
  const running = start('--web')
  const link = await linkOf(running)
  await enter(link)
  assert.is((await fetch(link, { redirect: 'manual' })).status, 403)
  const [, second = ''] = await running.stdout.until(/\n(http:\S+)\n/)
  assert.match(running.stderr.all(), 'That link has been used.')
  assert.is((await (await enter(second))('/')).status, 200)
  running.child.kill()
  assert.is(await running.ended, 0)
})

web('says what to do about a port that is taken, wrong, or given without --web', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve)
  })
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? String(address.port) : ''
  const failed = async (...args: readonly string[]) => {
    const running = start(...args)
    assert.is(await running.ended, 2)
    assert.is(running.stdout.all(), '')
    return running.stderr.all()
  }
  assert.match(
    await failed('--web', '--port', port),
    new RegExp(`^mfa-enroll: Port ${port} is in use: .+\\n$`),
  )
  assert.match(await failed('--web', '--port', '70000'), /^mfa-enroll: --port must be a number .+\n$/)
  assert.match(await failed('--port', '4100'), /^mfa-enroll: --port goes with --web\n$/)
  assert.match(await failed('--web', '--port', 'x', '--lang', 'zh-CN'), /^mfa-enroll: --port 必须是/)
  other.close()
})

web.run()
