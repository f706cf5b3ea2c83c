// `mfa-enroll serve --engine restate` as a process, over the real restate-server, and nothing but `curl` as its client.
import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { connect } from 'node:http2'
import { promisify } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { newSealingKey, writeSealingKey } from '../../src/durable/index.ts'
import { createGenAuthService } from '../../src/genauth/index.ts'
import { enrollmentEndpoint, registerEnrollments } from '../../src/restate/index.ts'
import { startProcess } from '../cli/run-command.ts'
import { freePort } from './installed-project.ts'
import { newIdentity } from './restate-identity.ts'
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

/** So Restate asks. */
const manifest = 'application/vnd.restate.endpointmanifest.v3+json'

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

/** What a service process answers to whoever asks what it offers. */
const discovered = (port: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const session = connect(`http://127.0.0.1:${port}`).on('error', reject)
    const request = session.request({ ':path': '/discover', accept: manifest })
    request.on('response', ({ ':status': status }) => {
      session.destroy()
      resolve(status)
    })
  })

serve('takes requests from the Restate alone whose key it was given', () =>
  onStage(async ({ serve: start, db, sandbox: { sandbox } }) => {
    const identity = newIdentity()
    const pem = `${db}.pem`
    writeFileSync(pem, identity.pem)
    const signing = await startRestateServer(`request-identity-private-key-pem-file = "${pem}"`)
    try {
      const port = String(await freePort())
      const addresses = ['--restate-ingress', signing.ingress, '--restate-admin', signing.admin]
      const args = ['--engine', 'restate', ...addresses, '--restate-endpoint-port', port]
      const served = await start([...args, '--restate-identity-key', identity.publicKey])
      assert.is((await curl(`${served.url}/enrollments/none`, sandbox.accessToken)).status, 404)
      assert.is(await discovered(port), 401)
      await served.end('SIGTERM')
    } finally {
      await signing.close()
    }
  }),
)

serve('an older version that starts again says that Restate asks the newer one, and goes on', () =>
  onStage(async ({ serve: start, sandbox }) => {
    const deploy = async () => {
      const service = () =>
        createGenAuthService({ host: sandbox.url, appId: 'a', getAccessToken: async () => '' })
      const one = await enrollmentEndpoint({ keys: [newSealingKey()], service }).listen({ port: 0 })
      await registerEnrollments({ admin: restate.admin, uri: `http://127.0.0.1:${one.port}` })
      return one
    }
    const [older, newer] = [await deploy(), await deploy()]
    await older.close({ graceMs: 0 })
    const again = await start([...over.slice(0, -1), String(older.port)])
    const { stdout } = await again.end('SIGTERM')
    await newer.close({ graceMs: 0 })
    const [warning = '', ...others] = stdout.split('\n').filter((line) => line.includes('"defect"'))
    assert.equal(others, [])
    assert.match(warning, `Restate asks the service at http://127.0.0.1:${newer.port}/`)
    assert.match(warning, `To go back to http://127.0.0.1:${older.port}, register it with force`)
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
