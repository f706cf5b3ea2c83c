import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { AuditEvent } from '../../src/index.ts'
import { bare, choose, start, submitCode } from '../machines/examples.ts'
import { bound, later, wrongCode } from '../machines/scripted-service.ts'
import { flushed, live } from './live-enrollment.ts'
import { listening } from './listening-hooks.ts'
import { withoutSecrets } from './revived.ts'
import { doneStory, stories } from './stories.ts'

const auditing = suite('onEvent')

auditing('hears of everything that happens, in order, to the end', async () => {
  const { hooks, types, events } = listening()
  const told = live({ ...hooks, script: { enrollFactor: [wrongCode, bound] } })
  await told.send(choose.OTP, submitCode, submitCode, bare('recoveryCode.saved'))
  assert.equal(types(), [
    'factor.requested',
    'challenge.opened',
    'code.submitted',
    'bind.failed',
    'code.submitted',
    'factor.bound',
    'recoveryCode.saved',
  ])
  for (const event of events) assert.is(AuditEvent.is(event), true)
  assert.equal(
    events.map(({ attemptId }) => attemptId),
    [1, 1, 2, 2, 3, 3, 3].map((seq) => `6a1f-enrollment:${seq}`),
  )
})

auditing('hears of what time alone brings, with the moment it was noticed', async () => {
  const { hooks, events } = listening()
  await (await stories.awaitingCode('SMS', hooks)).pass(60_000)
  const last = events.at(-1)
  assert.is(last?.type, 'enrollment.expired')
  assert.is(last?.at, start + 60_000)
})

auditing('hears of each command that is refused, and why', async () => {
  const { hooks, events } = listening()
  const told = live(hooks)
  const refusedAs = (input: unknown, command: string | null, reason: string) => {
    // As a request body may be anything, so may this.
    const sent: unknown = Reflect.apply(told.enrollment.send, undefined, [input])
    assert.equal(Object(sent).reason, reason)
    const last = events.at(-1)
    assert.equal(last?.type === 'command.refused' && [last.command, last.reason, last.state], [
      command,
      reason,
      told.state(),
    ])
  }
  refusedAs(submitCode, 'code.submitted', 'notNow')
  refusedAs({ type: 'code.submitted', passCode: 'x' }, 'code.submitted', 'invalidCode')
  refusedAs({ type: 'factor.chosen', factorType: 'SMS' }, 'factor.chosen', 'invalidProfile')
  refusedAs({ type: 'photo.submitted' }, 'photo.submitted', 'invalidPhoto')
  refusedAs({ type: '814273' }, null, 'notACommand')
  refusedAs(null, null, 'notACommand')
  await told.send(choose.SMS)
  refusedAs(bare('code.resend'), 'code.resend', 'coolingDown')
  refusedAs({ ...submitCode, generation: 7 }, 'code.submitted', 'staleGeneration')
  told.enrollment.stop()
  refusedAs(submitCode, 'code.submitted', 'ended')
  assert.is(events.filter(({ type }) => type === 'command.refused').length, 9)
})

auditing('hears that the minute is over and then that the code was refused for it', async () => {
  const { hooks, types } = listening()
  const told = await stories.awaitingCode('SMS', hooks)
  told.clock.jump(60_000)
  await told.send(submitCode)
  assert.equal(types().slice(-2), ['enrollment.expired', 'command.refused'])
})

auditing('hears of a change before listeners do, whose commands have events of their own', async () => {
  const { hooks, types } = listening()
  const told = live({ ...hooks, script: { enrollFactor: [later] } })
  told.enrollment.subscribe(({ state }) => {
    if (state !== 'awaitingCode') return
    told.enrollment.send(submitCode)
    told.enrollment.send(submitCode)
  })
  await told.send(choose.SMS)
  assert.equal(types(), ['factor.requested', 'challenge.opened', 'command.refused', 'code.submitted'])
})

auditing('sees the view as it is after what it hears of', async () => {
  const seen: string[] = []
  const told = live({
    onEvent: ({ state }) => seen.push(`${state} ${told.state()} ${told.enrollment.getSnapshot().state}`),
  })
  await told.send(choose.SMS, submitCode)
  assert.equal(
    seen,
    ['requesting', 'awaitingCode', 'binding', 'done'].map((state) => `${state} ${state} ${state}`),
  )
})

auditing('may send a command itself', async () => {
  const told = live({
    onEvent: ({ type }) => {
      if (type === 'challenge.opened') told.enrollment.send(submitCode)
    },
  })
  await told.send(choose.SMS)
  assert.is(told.state(), 'done')
})

auditing('hears first that a record is gone on with, and then what came of that', async () => {
  for (const [story, expected] of [
    [stories.idle, ['enrollment.resumed']],
    [stories.awaitingCode, ['enrollment.resumed', 'enrollment.expired']],
    [stories.requesting, ['enrollment.resumed', 'request.failed']],
    [stories.binding, ['enrollment.resumed', 'bind.doubted']],
    [stories.expired, ['enrollment.resumed']],
  ] as const) {
    const { hooks, types } = listening()
    const script = { listEnrolledFactors: [later] }
    withoutSecrets(await story('SMS'), 1, { ...hooks, script })
    await flushed()
    assert.equal(types(), expected)
  }
})

auditing('hears that a record could not be read', () => {
  const { hooks, events } = listening()
  live({ ...hooks, record: { damaged: true } })
  const [event] = events
  assert.equal(event?.type === 'enrollment.resumed' && [event.state, event.error], [
    'expired',
    { tag: 'recordUnreadable' },
  ])
})

auditing(
  'hears nothing of what had ended before, and nothing of a new one that is only looked at',
  async () => {
    const { hooks, types } = listening()
    for (const story of [doneStory, stories.cancelled]) withoutSecrets(await story('SMS'), 1, hooks)
    live(hooks).enrollment.view()
    await flushed()
    assert.equal(types(), [])
  },
)

auditing('hears nothing more once the enrollment was stopped', async () => {
  const { hooks, types, bound: factors } = listening()
  const told = await stories.binding('SMS', hooks)
  const before = types()
  told.enrollment.stop()
  told.open('enrollFactor').answer(bound)
  await told.pass(3_600_000)
  assert.equal(types(), before)
  assert.equal(factors, [])
})

auditing.run()
