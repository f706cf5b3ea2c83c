import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { assign, createActor, sendTo, setup, SimulatedClock, waitFor } from 'xstate'
import {
  enrollmentMachine,
  provideService,
  refusalOf,
  stateOf,
  type EnrollmentOutput,
  type EnrollmentSnapshot,
} from '../../machines/index.ts'
import { bare, choose, enrollmentId, start, submitCode } from './examples.ts'
import { later, scripted } from './scripted-service.ts'
import { decoded, flushed } from './started.ts'

const host = suite("a host's own machine that invokes the enrollment")

/** An account page: the enrollment is one of its states. */
const accountPage = (clock: SimulatedClock, service = scripted()) => {
  const enrollment = provideService(service.service, { now: () => clock.now() })
  const machine = setup({
    types: {
      context: {} as { readonly output: EnrollmentOutput | null },
      events: {} as
        | { readonly type: 'secure' }
        | { readonly type: 'tell'; readonly command: ReturnType<typeof decoded> }
        | { readonly type: 'leave' },
    },
    actors: { enrollment },
  }).createMachine({
    initial: 'reading',
    context: { output: null },
    states: {
      reading: { on: { secure: 'securing' } },
      securing: {
        invoke: {
          id: 'enrollment',
          src: 'enrollment',
          input: { enrollmentId },
          onDone: { target: 'secured', actions: assign({ output: ({ event }) => event.output }) },
          onError: 'broken',
        },
        on: {
          tell: { actions: sendTo('enrollment', ({ event }) => event.command) },
          leave: 'reading',
        },
      },
      secured: {},
      broken: {},
    },
  })
  const actor = createActor(machine, { clock }).start()
  const child = () => actor.getSnapshot().children.enrollment
  return {
    actor,
    service,
    child,
    tell: async (command: Parameters<typeof decoded>[0]) => {
      actor.send({ type: 'tell', command: decoded(command) })
      await flushed()
    },
    state: () => {
      const snapshot: EnrollmentSnapshot | undefined = child()?.getSnapshot()
      return snapshot === undefined ? null : stateOf(snapshot)
    },
  }
}
const atStart = () => {
  const clock = new SimulatedClock()
  clock.set(start)
  return clock
}

host('sends it commands and receives its typed output', async () => {
  const page = accountPage(atStart())
  page.actor.send({ type: 'secure' })
  assert.is(page.state(), 'idle')
  await page.tell(choose.OTP)
  assert.is(page.state(), 'awaitingCode')
  await page.tell(submitCode)
  await page.tell(bare('recoveryCode.saved'))
  await waitFor(page.actor, (snapshot) => snapshot.matches('secured'), { timeout: 2_000 })
  assert.equal(page.actor.getSnapshot().context.output, { status: 'done', factorType: 'OTP', factorId: null })
})

host('hears of a cancelled enrollment by the same door', async () => {
  const page = accountPage(atStart())
  page.actor.send({ type: 'secure' })
  await page.tell(bare('enrollment.cancelled'))
  assert.is(page.actor.getSnapshot().value, 'secured')
  assert.equal(page.actor.getSnapshot().context.output, { status: 'cancelled', bound: 'no' })
})

host('asks what a command would meet, with the child in hand', async () => {
  const clock = atStart()
  const page = accountPage(clock)
  page.actor.send({ type: 'secure' })
  await page.tell(choose.SMS)
  const snapshot = page.child()?.getSnapshot()
  assert.ok(snapshot)
  assert.is(refusalOf(stateOf(snapshot), snapshot.context, decoded(choose.SMS), clock.now()), 'coolingDown')
})

host('shares its clock: the minute ends in the child', async () => {
  const clock = atStart()
  const page = accountPage(clock)
  page.actor.send({ type: 'secure' })
  await page.tell(choose.OTP)
  clock.increment(60_000)
  assert.is(page.state(), 'expired')
})

host('may leave at any time: the child stops, and a late answer disturbs nobody', async () => {
  const page = accountPage(atStart(), scripted({ sendEnrollFactorRequest: [later] }))
  page.actor.send({ type: 'secure' })
  await page.tell(choose.SMS)
  const request = page.service.open('sendEnrollFactorRequest')
  page.actor.send({ type: 'leave' })
  assert.is(request.signal.aborted, true)
  request.throwAway(new Error('aborted'))
  await flushed()
  assert.is(page.actor.getSnapshot().value, 'reading')
  assert.is(page.actor.getSnapshot().status, 'active')
})

host('runs two enrollments side by side, that know nothing of each other', async () => {
  const clock = atStart()
  const one = accountPage(clock)
  const two = accountPage(clock)
  for (const page of [one, two]) page.actor.send({ type: 'secure' })
  await one.tell(choose.OTP)
  assert.equal([one.state(), two.state()], ['awaitingCode', 'idle'])
  assert.equal(two.service.calls, [])
})

host('is told loudly that the bare machine has no service', async () => {
  const errors: unknown[] = []
  const actor = createActor(enrollmentMachine, { input: { enrollmentId } })
  actor.subscribe({ error: (error) => errors.push(error) })
  actor.start()
  actor.send(decoded(choose.OTP))
  assert.match(String(errors[0]), /has no service yet: run provideService/)
})

host.run()
