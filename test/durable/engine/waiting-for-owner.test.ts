import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, reveal } from '../../../machines/index.ts'
import { bare } from '../../machines/examples.ts'
import { accessToken, chooseSms, quiet, world, type World } from './world.ts'

const waiting = suite('a lookup that needs its owner')

const fresh = 'a fresh token'

/** The server takes no token but the fresh one, once `isOver` is said. */
const withExpiringToken = ({ sandbox, process }: World) => {
  const server = { isOver: false }
  const over = sandbox.signIn()
  sandbox.revoke(over)
  const made = process({
    service: (about) => {
      const token = about.accessToken && reveal(about.accessToken)
      return server.isOver && token !== fresh ? sandbox.service(over) : sandbox.service()
    },
  })
  return { ...made, server }
}

/** A bind that took effect, whose answer was lost, and whose lookup the server refused. */
const inDoubt = async (w: World) => {
  const it = withExpiringToken(w)
  await it.engine.start()
  await it.create('one', chooseSms)
  await quiet()
  w.sandbox.faults.add({ kind: 'lostReply', endpoint: 'enrollFactor', times: 1 })
  w.sandbox.faults.add({ kind: 'latency', endpoint: 'enrollFactor', ms: 1_000, times: 1 })
  await it.send('one', w.code())
  it.server.isOver = true
  w.clock.advance(1_000)
  await quiet()
  return it
}

waiting('the server says that its token is over: it stays as it is, and asks no more', async () => {
  const w = world()
  const { engine, state } = await inDoubt(w)
  assert.is(await state('one'), 'reconciling')
  const asked = w.asked('listEnrolledFactors')
  await w.pass(120_000)
  assert.is(await state('one'), 'reconciling')
  assert.is(w.asked('listEnrolledFactors'), asked)
  assert.is((await w.row('one'))?.isLeased, false)
  await engine.stop()
})

waiting('goes on as soon as its owner looks, with the token they bring', async () => {
  const w = world()
  const { engine, state, events, bound } = await inDoubt(w)
  await w.pass(30_000)
  const looked = await engine.view('one', { accessToken: redact(fresh) })
  assert.is(looked?.state, 'reconciling')
  await quiet()
  assert.is(await state('one'), 'done')
  assert.is(bound.length, 1)
  assert.is(events.filter(({ type }) => type === 'enrollment.resumed').length, 1)
  assert.is(w.asked('enrollFactor'), 1)
  await engine.stop()
})

waiting('goes on with what its owner sends, which is judged after it', async () => {
  const w = world()
  const { engine, state } = await inDoubt(w)
  const left = await engine.send('one', bare('enrollment.cancelled'), { accessToken: redact(fresh) })
  assert.is(left?.accepted, true)
  await quiet()
  assert.is(await state('one'), 'done')
  await engine.stop()
})

waiting('without a token nothing is asked of the server', async () => {
  const w = world()
  const { engine, state } = await inDoubt(w)
  const asked = w.asked('listEnrolledFactors')
  await engine.view('one')
  const refused = await engine.send('one', bare('code.resend'))
  assert.is(refused?.accepted, false)
  const left = await engine.send('one', bare('enrollment.cancelled'))
  assert.is(left?.accepted, true)
  await quiet()
  assert.is(w.asked('listEnrolledFactors'), asked)
  assert.is(await state('one'), 'reconciling')
  await engine.stop()
})

waiting('a token that is over again leaves it waiting', async () => {
  const w = world()
  const { engine, state } = await inDoubt(w)
  await engine.view('one', { accessToken: redact(accessToken) })
  await quiet()
  assert.is(await state('one'), 'reconciling')
  await engine.view('one', { accessToken: redact(fresh) })
  await quiet()
  assert.is(await state('one'), 'done')
  await engine.stop()
})

waiting('a doubt that outlived its token is not looked up without one', async () => {
  const w = world()
  const { engine, create, send, state } = w.process()
  await engine.start()
  await create('one', chooseSms)
  await quiet()
  w.sandbox.faults.add({ kind: 'hang', endpoint: 'enrollFactor', times: 1 })
  await send('one', w.code())
  await w.pass(20_000)
  // Not found, so far: the challenge is open again, and the token was wiped with that.
  assert.is(await state('one'), 'awaitingCode')
  const asked = w.asked('listEnrolledFactors')
  await w.pass(45_000)
  assert.is(await state('one'), 'reconciling')
  assert.is(w.asked('listEnrolledFactors'), asked)
  await engine.view('one', { accessToken: redact(accessToken) })
  await w.pass(6_000)
  assert.is(await state('one'), 'expired')
  await engine.stop()
})

waiting('a host that needs no tokens is never waited for', async () => {
  const w = world()
  const over = w.sandbox.signIn()
  w.sandbox.revoke(over)
  let isOver = false
  const { engine, state } = w.process({ service: () => w.sandbox.service(isOver ? over : undefined) })
  await engine.start()
  await engine.create({ enrollmentId: 'one', command: chooseSms })
  await quiet()
  w.sandbox.faults.add({ kind: 'lostReply', endpoint: 'enrollFactor', times: 1 })
  w.sandbox.faults.add({ kind: 'latency', endpoint: 'enrollFactor', ms: 1_000, times: 1 })
  await engine.send('one', w.code())
  await quiet()
  isOver = true
  await w.pass(1_000)
  assert.is(await state('one'), 'failed')
  await engine.stop()
})

waiting('is erased when its time is over, for nobody came back', async () => {
  const w = world()
  const { sandbox, process } = w
  const { engine, create, send, state } = process({ eraseAfterMs: 60_000 })
  await engine.start()
  await create('one', chooseSms)
  await quiet()
  sandbox.faults.add({ kind: 'lostReply', endpoint: 'enrollFactor', times: 1 })
  sandbox.faults.add({ kind: 'refusal', endpoint: 'listEnrolledFactors', statusCode: 401, times: 1 })
  await send('one', w.code())
  assert.is(await state('one'), 'reconciling')
  await w.pass(61_000)
  assert.is(await state('one'), undefined)
  await engine.stop()
})

waiting.run()
