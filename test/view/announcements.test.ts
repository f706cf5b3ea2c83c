import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { en, messageText, zhCN, type EnrollmentView } from '../../src/index.ts'
import { choose, submitCode } from '../machines/examples.ts'
import { later, listed, refused, wrongCode } from '../machines/scripted-service.ts'
import { live, type Live } from '../live/live-enrollment.ts'
import { path, walk } from '../live/random-paths.ts'
import { boundStory, doneStory, factorTypes, stories } from '../live/stories.ts'

const announcements = suite('what a live region reads out')

const spoken = ({ announce }: EnrollmentView): string =>
  announce === null ? '' : `${announce.politeness}: ${messageText(en, announce.message)}`

/** What is read out if the view is drawn again each second. */
const spokenOver = (told: Live, seconds: number): readonly string[] => {
  const texts: string[] = []
  for (let second = 0; second <= seconds; second += 1) {
    const text = spoken(told.viewIn(second * 1_000))
    if (text !== texts.at(-1)) texts.push(text)
  }
  return texts
}

announcements('is the task, then the last 20 seconds once, then the end', async () => {
  for (const factorType of factorTypes) {
    const told = await stories.awaitingCode(factorType)
    const texts = spokenOver(told, 90)
    assert.is(texts.length, 3, texts.join('\n'))
    assert.is(texts[0], `polite: ${messageText(en, told.view().message)}`)
    assert.is(texts[1], 'polite: At most 20 seconds left.')
    assert.is(texts[2], `assertive: ${messageText(en, { id: 'expired', params: {} })}`)
  }
})

announcements('changes at 20 seconds to the millisecond, and at the end', async () => {
  const told = await stories.awaitingCode('OTP')
  const idIn = (ms: number) => told.viewIn(ms).announce?.message.id
  assert.equal([39_999, 40_000, 59_999, 60_000].map(idIn), [
    'enterAppCode',
    'secondsLeft',
    'secondsLeft',
    'expired',
  ])
})

announcements('does not promise 20 seconds to a token that lives for ten', async () => {
  const told = live({ limits: { tokenLifetimeMs: 10_000 } })
  await told.send(choose.OTP)
  const [left] = spokenOver(told, 0)
  assert.is(left, 'polite: At most 20 seconds left.')
})

announcements('is the end when the machine has found out as well', async () => {
  for (const factorType of factorTypes) {
    const told = await stories.expired(factorType)
    assert.is(told.state(), 'expired')
    assert.is(told.view().announce?.politeness, 'assertive')
    assert.is(told.view().announce?.message.id, 'expired')
  }
})

announcements(
  'is the end, and no call to try again, after a wrong code whose answer came too late',
  async () => {
    for (const [factorType, failure] of [
      ['OTP', wrongCode],
      ['FACE', refused({ _tag: 'photoRejected' })],
    ] as const) {
      const told = await stories.binding(factorType)
      await told.pass(60_000)
      told.open('enrollFactor').answer(failure)
      await told.pass(0)
      assert.is(told.state(), 'expired')
      assert.is(told.view().announce?.message.id, 'error.tokenExpired')
    }
  },
)

announcements('is a problem at once', async () => {
  const told = await stories.awaitingCodeAfterWrongCode('OTP')
  assert.equal(told.view().announce, {
    politeness: 'assertive',
    message: { id: 'error.wrongCode', params: { wait: 0 } },
  })
})

announcements(
  'is the last 20 seconds also where a code was wrong before, for that has been heard',
  async () => {
    for (const factorType of ['OTP', 'FACE'] as const) {
      const failure = factorType === 'OTP' ? wrongCode : refused({ _tag: 'photoRejected' })
      const told = await stories.binding(factorType)
      await told.pass(10_000)
      told.open('enrollFactor').answer(failure)
      await told.pass(0)
      const [problem, ...rest] = spokenOver(told, 60)
      assert.match(problem ?? '', /^assertive: /)
      assert.equal(rest, [
        'polite: At most 20 seconds left.',
        `assertive: ${messageText(en, { id: 'expired', params: {} })}`,
      ])
    }
  },
)

announcements('is a code that was wrong within the last 20 seconds', async () => {
  const told = await stories.binding('OTP')
  await told.pass(45_000)
  told.open('enrollFactor').answer(wrongCode)
  await told.pass(0)
  assert.is(told.view().announce?.message.id, 'error.wrongCode')
})

announcements('counts no seconds: a wait is read out when it begins and when it is over', async () => {
  const throttled = await stories.idleThrottled('SMS')
  assert.equal(spokenOver(throttled, 90), [
    'assertive: Too many requests. Try again in a moment.',
    'assertive: Too many requests. Try again.',
  ])
  const usedUp = live({ script: { enrollFactor: [wrongCode] }, limits: { sendIntervalMs: 30_000 } })
  await usedUp.send(choose.SMS, submitCode)
  assert.equal(spokenOver(usedUp, 50), [
    'assertive: That code is used up. You can have a new one in a moment.',
    'assertive: That code is used up. Ask for a new one.',
  ])
})

announcements('never changes between one change of the view and the next, in either language', async () => {
  await fc.assert(
    fc.asyncProperty(path, fc.integer({ min: 0, max: 999_999 }), async (steps, part) => {
      const walked = await walk(steps)
      const { announce, nextChangeAt } = walked.view()
      const ahead = nextChangeAt === null ? 3_600_000 : nextChangeAt - walked.clock.now()
      const then = walked.viewIn(Math.floor((ahead * part) / 1_000_000)).announce
      for (const catalogue of [en, zhCN])
        assert.is(
          then && messageText(catalogue, then.message),
          announce && messageText(catalogue, announce.message),
        )
      assert.is(then?.politeness, announce?.politeness)
    }),
    { numRuns: 300 },
  )
})

announcements('is nothing where nothing happened yet', async () => {
  assert.is((await stories.idle('OTP')).view().announce, null)
  assert.is((await stories.requesting('OTP')).view().announce, null)
})

announcements('is the outcome', async () => {
  const idOf = ({ view }: Live) => view().announce?.message.id
  assert.is(idOf(await boundStory('OTP')), 'saveRecoveryCode')
  assert.is(idOf(await doneStory('OTP')), 'done')
  assert.is(idOf(await stories.cancelled('OTP')), 'cancelled')
  assert.is(idOf(await stories.failed('OTP')), 'error.forbidden')
})

announcements('is that it was cancelled, and not the wrong code of before', async () => {
  for (const factorType of factorTypes) {
    const told = await stories.cancelledAfterWrongCode(factorType)
    const view = told.view()
    assert.is(view.announce?.message.id, 'cancelled')
    assert.is(view.problem, null)
    assert.is(view.error, null)
  }
})

announcements('is what goes on while an outcome is looked for, and no call to try again', async () => {
  for (const factorType of factorTypes) {
    const view = (await stories.reconciling(factorType)).view()
    assert.is(view.announce?.message.id, 'reconciling')
    assert.is(view.problem, null)
    assert.is((await stories.reconcilingLeaving(factorType)).view().announce?.message.id, 'leavingWhenKnown')
  }
})

announcements('is what went wrong again, once the outcome is known to be: not bound', async () => {
  const told = await stories.reconciling('OTP')
  for (const pause of [1_000, 3_000, 0]) {
    told.open('listEnrolledFactors').answer(listed())
    await told.pass(0)
    await told.pass(pause)
  }
  assert.is(told.state(), 'awaitingCode')
  assert.is(told.view().announce?.message.id, 'error.timedOut')
})

announcements('stays silent about a code that is on its way', async () => {
  const told = live({ script: { enrollFactor: [later] } })
  await told.send(choose.OTP, submitCode)
  assert.is(told.view().problem, null)
  assert.equal(spokenOver(told, 90), ['polite: Checking…'])
})

announcements.run()
