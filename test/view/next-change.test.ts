import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentView, Message } from '../../src/index.ts'
import { bare, chooseOtherPhone, choose, start, submitCode } from '../machines/examples.ts'
import { issued, later, refused } from '../machines/scripted-service.ts'
import { live } from '../live/live-enrollment.ts'
import { moment, path, walk } from '../live/random-paths.ts'
import { boundStory, doneStory, stories } from '../live/stories.ts'

const nextChange = suite('when the view changes by itself')

const hasEnded = (seconds: number): string => (seconds > 0 ? 'some' : 'none')

/** A message without how many seconds it counts. */
const uncounted = (message: Message | null) => {
  if (message === null) return null
  if (message.id === 'codeUsedUp') return { id: message.id, left: hasEnded(message.params.seconds ?? 0) }
  if (!('wait' in message.params)) return message
  return { id: message.id, left: hasEnded(message.params.wait ?? 0) }
}

/** A view without its countdown. What is read out must stand still by itself. */
const still = (view: EnrollmentView) => ({
  ...view,
  message: uncounted(view.message),
  problem: uncounted(view.problem),
  ...('secondsLeft' in view && { secondsLeft: hasEnded(view.secondsLeft) }),
})

nextChange('is not before nextChangeAt, apart from seconds that are counted', async () => {
  await fc.assert(
    fc.asyncProperty(path, fc.integer({ min: 0, max: 999_999 }), moment, async (steps, part, forNever) => {
      const walked = await walk(steps)
      const view = walked.view()
      const { nextChangeAt } = view
      const now = walked.clock.now()
      assert.ok(nextChangeAt === null || nextChangeAt > now)
      const ms = nextChangeAt === null ? forNever : Math.floor(((nextChangeAt - now) * part) / 1_000_000)
      assert.equal(still(walked.viewIn(ms)), still(view))
    }),
    { numRuns: 800 },
  )
})

nextChange('comes to an end: from one change to the next there are few, and then none', async () => {
  await fc.assert(
    fc.asyncProperty(path, async (steps) => {
      const walked = await walk(steps)
      let changes = 0
      for (let at = walked.view().nextChangeAt; at !== null; at = walked.view().nextChangeAt) {
        walked.clock.jump(at - walked.clock.now())
        changes += 1
        assert.ok(changes < 60)
      }
    }),
    { numRuns: 200 },
  )
})

/** The moments at which the view says that it changes, ms after the start. */
const changesOf = ({ view, clock }: ReturnType<typeof live>) => {
  const moments: number[] = []
  for (let at = view().nextChangeAt; at !== null; at = view().nextChangeAt) {
    moments.push(at - start)
    clock.jump(at - clock.now())
  }
  return moments
}

nextChange('is at 20 seconds and at the end while a code is awaited', async () => {
  assert.equal(changesOf(await stories.awaitingCode('OTP')), [40_000, 60_000])
})

nextChange('is at the end of the cooldown too, where that is later than the end of the token', async () => {
  const told = live({ script: { sendEnrollFactorRequest: [later] } })
  await told.send(choose.SMS)
  await told.pass(7_000)
  told.open('sendEnrollFactorRequest').answer(issued())
  await told.pass(0)
  assert.equal(changesOf(told), [40_000, 60_000, 67_000])
})

nextChange('is when a throttled code may be sent', async () => {
  const told = await stories.awaitingCodeThrottled('OTP')
  assert.is(told.view().nextChangeAt, start + 5_000)
})

nextChange('is when a clock that was set back has caught up', async () => {
  const told = await stories.awaitingCode('SMS')
  told.clock.jump(-3_600_000)
  assert.is(told.view().can.submit, false)
  assert.is(told.view().nextChangeAt, start)
})

nextChange(
  'is at the end of the wait that the choice at hand has, though another target waits longer',
  async () => {
    const neverLeft = refused({ _tag: 'unreachable', mayHaveArrived: false })
    const told = live({ script: { sendEnrollFactorRequest: [issued(), issued(), neverLeft] } })
    await told.send(choose.SMS)
    await told.pass(10_000)
    await told.send(chooseOtherPhone)
    await told.pass(55_000)
    await told.send(choose.SMS)
    assert.is(told.view().sendAgainAt, null)
    told.clock.jump(-25_000)
    assert.is(told.view().sendAgainAt, start + 60_000)
    assert.is(told.view().nextChangeAt, start + 60_000)
  },
)

nextChange('never comes once the enrollment has ended', async () => {
  for (const story of [doneStory, stories.cancelled]) {
    const told = await story('SMS')
    assert.is(told.view().nextChangeAt, null)
  }
})

nextChange('never comes where nothing waits', async () => {
  assert.is((await stories.idle('OTP')).view().nextChangeAt, null)
  assert.is((await boundStory('OTP')).view().nextChangeAt, null)
  const told = await stories.failed('OTP')
  assert.is(told.view().nextChangeAt, null)
  await told.send(bare('enrollment.restarted'), submitCode)
  assert.is(told.view().nextChangeAt, null)
})

nextChange.run()
