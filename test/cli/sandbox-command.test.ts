import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startProcess } from './run-command.ts'

const sandbox = suite('the sandbox command')

const Line = t.strict({ url: t.string, appId: t.string, accessToken: t.string, outbox: t.string })

const listening = async () => {
  const running = startProcess(['sandbox', '--port', '0', '--json'])
  const [text] = await running.stdout.until(/^.*\n/)
  return { running, parsed: JSON.parse(text) as unknown }
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  sandbox(`prints one JSON line, and ${signal} ends it with 0 and frees the port`, async () => {
    const { running, parsed } = await listening()
    assert.ok(Line.is(parsed))
    assert.equal(Object.keys(parsed), ['url', 'appId', 'accessToken', 'outbox'])
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
  assert.match(stderr, new RegExp(`^mfa-enroll: Port ${port} on 127\\.0\\.0\\.1 is in use: [^\\n]+\\n$`))
})

sandbox('without --json prints lines a shell can take, and the rest beside them', async () => {
  const running = startProcess(['sandbox', '--port', '0'])
  await running.stderr.until(/Ctrl-C ends it\.\n/)
  running.child.kill('SIGINT')
  const { code, stdout, stderr } = await running.ended
  assert.is(code, 0)
  assert.match(
    stdout,
    /^export GENAUTH_HOST=http:\/\/127\.0\.0\.1:\d+\nexport GENAUTH_APP_ID=\w+\nexport GENAUTH_ACCESS_TOKEN=\w+\n$/,
  )
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

sandbox.run()
