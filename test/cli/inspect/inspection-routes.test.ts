import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inspectEnrollment, type EnrollmentInspection } from '../../../src/inspect/index.ts'
import { createEnrollment, type Enrollment } from '../../../src/live/index.ts'
import { createSandbox } from '../../../src/sandbox/index.ts'
import { rawAsk, type Ask } from '../loopback/raw-ask.ts'
import { openViewer } from './open-viewer.ts'

interface Context {
  inspection: EnrollmentInspection
  enrollment: Enrollment
  viewer: Awaited<ReturnType<typeof openViewer>>
}
const routes = suite<Context>('what the viewer’s server takes and tells')

routes.before.each(async (context) => {
  context.inspection = inspectEnrollment()
  context.enrollment = createEnrollment({
    service: createSandbox().service(),
    inspect: context.inspection.inspect,
  })
  context.viewer = await openViewer(context.inspection)
})
routes.after.each(async ({ viewer, enrollment }) => {
  enrollment.stop()
  await viewer.close()
})

const cancelled = { type: 'enrollment.cancelled' } as const
const bodyOf = ({ enrollment }: Context, command: unknown = cancelled): string =>
  JSON.stringify({ enrollmentId: enrollment.id, command })
const json = { 'content-type': 'application/json' }

routes('the viewer and its files, and nothing else of the disk', async ({ viewer }) => {
  assert.match((await viewer.ask('/')).text, 'the viewer')
  assert.is((await viewer.ask('/main.js')).headers['content-type'], 'text/javascript; charset=utf-8')
  for (const path of ['/package.json', '/../package.json', '/recording', '/toString', '/frames/', '/open'])
    assert.is((await viewer.ask(path)).status, 404, path)
})

routes('a page hears what is under way, then each thing that happens', async ({ viewer, enrollment }) => {
  const heard = await viewer.listen()
  const started = await heard.until(({ type }) => type === 'enrollment.started')
  assert.is(started.enrollmentId, enrollment.id)
  assert.equal(await viewer.send(enrollment.id, { type: 'factor.chosen', factorType: 'OTP' }), {
    accepted: true,
  })
  const open = await heard.until(({ state }) => state.value === 'awaitingCode')
  assert.is(enrollment.view().state, 'awaitingCode')
  assert.equal(open.state.context.holds, ['enrollmentToken', 'otpSecret', 'recoveryCode'])
  heard.leave()
})

routes('a late page hears where it stands, and two pages hear the same', async ({ viewer, enrollment }) => {
  const first = await viewer.listen()
  enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
  await first.until(({ state }) => state.value === 'awaitingCode')
  const second = await viewer.listen()
  const late = await second.until(() => true)
  assert.is(late.type, 'enrollment.started')
  assert.is(late.state.value, 'awaitingCode')
  enrollment.send(cancelled)
  for (const heard of [first, second]) await heard.until(({ type }) => type === 'enrollment.stopped')
  first.leave()
  second.leave()
})

routes('the last word is heard before the server ends the stream', async ({ viewer, enrollment }) => {
  const heard = await viewer.listen()
  await heard.until(() => true)
  enrollment.stop()
  assert.not(heard.saidEnd())
  await viewer.close()
  await heard.ended
  assert.is(heard.frames.at(-1)?.type, 'enrollment.stopped')
  assert.ok(heard.saidEnd())
})

routes('a command that is refused is told why, changes nothing, and is told to no page', async (context) => {
  const { viewer, enrollment } = context
  const heard = await viewer.listen()
  await heard.until(() => true)
  const refused = (command: unknown) => viewer.send(enrollment.id, command)
  assert.equal(await refused({ type: 'code.submitted', passCode: '135791' }), {
    accepted: false,
    reason: 'notNow',
  })
  assert.equal(await viewer.send('another', cancelled), { accepted: false, reason: 'unknownEnrollment' })
  for (const type of [
    'xstate.init',
    'xstate.stop',
    'xstate.done.actor.enrollFactor',
    'xstate.error.actor.enrollFactor',
    'xstate.after.tokenLifetime.enrollment.awaitingCode',
    'done.invoke.enrollFactor',
    'error.platform.enrollFactor',
    'enrollment.restored',
    '__proto__',
  ])
    assert.equal(
      await refused({ type, output: { recoveryCode: '135791' } }),
      { accepted: false, reason: 'notACommand' },
      type,
    )
  assert.is(enrollment.view().state, 'idle')
  enrollment.send(cancelled)
  await heard.until(({ type }) => type === 'enrollment.stopped')
  assert.equal(
    heard.frames.map(({ type }) => type),
    ['enrollment.started', 'event.taken', 'enrollment.stopped'],
  )
  assert.not.match(heard.raw(), /135791|xstate\.|done\.invoke|error\.platform/)
  heard.leave()
})

routes('what is no command at all is refused, and not repeated', async (context) => {
  const { viewer, enrollment } = context
  const refused = async (body: string, headers: Readonly<Record<string, string>>) => {
    const answer = await viewer.ask('/commands', { method: 'POST', headers, body })
    assert.is(answer.status, 400, body.slice(0, 50))
    assert.is(answer.text, 'That is not what this address takes.\n')
  }
  await refused('not JSON', json)
  await refused('null', json)
  await refused('[]', json)
  await refused('{"enrollmentId":7,"command":{}}', json)
  await refused(bodyOf(context, { ...cancelled, more: 'x'.repeat(20_000) }), json)
  // What a form of another page can send.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    await refused(bodyOf(context), { 'content-type': type })
  await refused(bodyOf(context), {})
  assert.is(enrollment.view().state, 'idle')
})

routes('each address takes one method', async (context) => {
  const { viewer, enrollment } = context
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
    const query = `?enrollmentId=${enrollment.id}&command=enrollment.cancelled`
    const answer = await viewer.ask(`/commands${query}`, { method })
    assert.is(answer.status, 405, method)
    assert.is(answer.headers.allow, 'POST')
  }
  for (const method of ['POST', 'HEAD', 'OPTIONS'])
    assert.is((await viewer.ask('/frames', { method })).status, 405, method)
  assert.is(enrollment.view().state, 'idle')
})

routes('who is a stranger hears nothing and moves nothing', async (context) => {
  const { viewer, enrollment } = context
  const { origin, cookie } = viewer
  const { port } = new URL(origin)
  const strangers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'without the cookie': { origin },
    'with the cookie of another run': { origin, cookie: `mfa_enroll_${port}=${'a'.repeat(43)}` },
    'by another name': { cookie, host: `localhost:${port}` },
    'by a name that was rebound': { cookie, host: `evil.example:${port}` },
    'from another page': { cookie, origin: 'http://evil.example' },
    'from another port': { cookie, origin: 'http://127.0.0.1:1' },
    'from an opaque page': { cookie, origin: 'null' },
    'embedded by another page': { cookie, 'sec-fetch-site': 'cross-site' },
  }
  for (const [name, headers] of Object.entries(strangers)) {
    const asks: readonly (readonly [string, Ask])[] = [
      ['/frames', { headers }],
      ['/commands', { method: 'POST', headers: { ...json, ...headers }, body: bodyOf(context) }],
      ['/', { headers }],
    ]
    for (const [path, how] of asks) {
      const answer = await rawAsk(`${origin}${path}`, how)
      assert.is(answer.status, 403, `${path} ${name}`)
      assert.is(answer.headers['access-control-allow-origin'], undefined)
      assert.not.match(answer.text, enrollment.id)
    }
  }
  assert.is(enrollment.view().state, 'idle')
  assert.equal(await viewer.send(enrollment.id, cancelled), { accepted: true })
})

routes.run()
