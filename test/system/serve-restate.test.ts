// `mfa-enroll serve --engine restate` as a process, over the real restate-server, and nothing but `curl` as its client.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { newSealingKey, writeSealingKey } from '../../src/durable/index.ts'
import { startProcess } from '../cli/run-command.ts'
import { freePort } from './installed-project.ts'
import { startRestateServer, type RestateServer } from './restate-server.ts'
import { onStage, sms } from './served.ts'

const serve = suite('mfa-enroll serve --engine restate')

let restate: RestateServer
let over: readonly string[]
serve.before(async () => {
  restate = await startRestateServer()
  const port = String(await freePort())
  const addresses = ['--restate-ingress', restate.ingress, '--restate-admin', restate.admin]
  over = ['--engine', 'restate', ...addresses, '--restate-endpoint-port', port]
})
serve.after(() => restate.close())

const run = promisify(execFile)

/** What `curl` prints: the body, and the status behind it. */
const curl = async (url: string, accessToken: string, body?: unknown) => {
  const sent = body === undefined ? [] : ['-H', 'content-type: application/json', '-d', JSON.stringify(body)]
  const asking = ['-sS', '-H', `authorization: Bearer ${accessToken}`, '-H', 'prefer: wait=10']
  const { stdout } = await run('curl', [...asking, ...sent, '-w', '\n%{http_code}', url])
  const [json = '', status] = stdout.split('\n')
  return { status: Number(status), enrollment: JSON.parse(json) }
}

serve('enrolls by SMS with curl alone, over a SIGKILL in between: one message, one bind, counts kept', () =>
  onStage(async ({ serve: start, db, sandbox: { sandbox } }) => {
    const { accessToken } = sandbox
    const args = [...over, '--db', db, '--limits', 'subject=1/600']
    const first = await start(args)
    const asked = await curl(`${first.url}/enrollments`, accessToken, sms('18800000001'))
    assert.is(asked.status, 201)
    assert.is(asked.enrollment.state, 'awaitingCode')
    const { id, generation } = asked.enrollment
    await first.end('SIGKILL')

    const second = await start(args)
    const there = await curl(`${second.url}/enrollments/${id}`, accessToken)
    assert.is(there.status, 200)
    assert.is(there.enrollment.state, 'awaitingCode')
    assert.is(there.enrollment.generation, generation)
    assert.ok(there.enrollment.secondsLeft > 0)

    const passCode = sandbox.outbox.at(-1)?.code
    const event = { type: 'code.submitted', passCode, generation }
    const bound = await curl(`${second.url}/enrollments/${id}/events`, accessToken, event)
    assert.is(bound.status, 200)
    assert.is(bound.enrollment.state, 'done')
    const another = await curl(`${second.url}/enrollments`, accessToken, sms('18800000002'))
    assert.is(another.status, 429, 'what the first process counted, counts')
    assert.is(sandbox.outbox.length, 1)
    assert.is(sandbox.requests.filter(({ endpoint }) => endpoint === 'enrollFactor').length, 1)

    const { code, stdout } = await second.end('SIGTERM')
    assert.is(code, 0)
    assert.match(stdout, /"audit"[^]*"factor\.bound"[^]*"stopping"[^]*"stopped"/)
    for (const secret of [accessToken, passCode ?? 'no code was sent', '18800000001'])
      assert.not(stdout.includes(secret), 'no secret is logged')
    assert.not(existsSync(db), 'enrollments are in Restate')
    assert.ok(existsSync(`${db}-limits`))
  }),
)

serve('says what to do where Restate is not there, or its port is taken, and ends with 2', async () => {
  const told = async (args: readonly string[]) => {
    const where = { GENAUTH_HOST: 'http://127.0.0.1:9', GENAUTH_APP_ID: '6490abcdef0123456789abcd' }
    const all = ['serve', '--port', '0', '--engine', 'restate', ...args]
    const { code, stderr } = await startProcess(all, {
      ...where,
      MFA_ENROLL_KEY: writeSealingKey(newSealingKey()),
    }).ended
    assert.is(code, 2, stderr)
    return stderr
  }
  const nowhere = `http://127.0.0.1:${await freePort()}`
  const { port } = new URL(restate.ingress)
  const [unregistered, refused] = await Promise.all([
    told(['--restate-admin', nowhere, '--restate-endpoint-port', '0']),
    told(['--restate-endpoint-port', port]),
  ])
  assert.match(unregistered, `Restate's admin interface at ${nowhere} did not answer`)
  assert.match(refused, `Port ${port}, where Restate is to reach`)
})

serve.run()
