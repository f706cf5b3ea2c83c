import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isRedacted, type EnrollmentView, type FactorType } from '../../src/index.ts'
import { bare, choose, enrolled, start, submitFor } from '../machines/examples.ts'
import { later, listed, refused, timedOut } from '../machines/scripted-service.ts'
import { live, screen } from '../live/live-enrollment.ts'
import { boundStory, doneStory, factorTypes, stories } from '../live/stories.ts'

const screens = suite('what the view shows of each state')

/** What is on a screen, but for what the other suites look at. */
const contentOf = (view: EnrollmentView) => {
  const { can: _, announce: __, support: ___, nextChangeAt: ____, ...content } = view
  return content
}

const quiet = { problem: null, error: null, sendAgainAt: null } as const
const minute = start + 60_000
const says = (id: string) => ({ id, params: {} })
const isSent = (factorType: FactorType) => factorType === 'SMS' || factorType === 'EMAIL'
/** A message was sent, so its target waits. */
const waiting = (factorType: FactorType) => (isSent(factorType) ? minute : null)
const destination = (factorType: FactorType) =>
  factorType === 'SMS' ? '+86 188****5678' : factorType === 'EMAIL' ? 'm***@example.org' : null

screens('idle: nothing chosen', async () => {
  const told = await stories.idle('OTP')
  assert.equal(contentOf(told.view()), {
    ...quiet,
    state: 'idle',
    factorType: null,
    message: says('chooseFactor'),
  })
})

for (const factorType of factorTypes) {
  screens(`${factorType}, requesting`, async () => {
    const told = await stories.requesting(factorType)
    assert.equal(contentOf(told.view()), {
      ...quiet,
      state: 'requesting',
      factorType,
      message: says('requesting'),
    })
  })

  screens(`${factorType}, binding and leaving`, async () => {
    for (const [story, leaving] of [
      [stories.binding, false],
      [stories.bindingLeaving, true],
    ] as const)
      assert.equal(contentOf((await story(factorType)).view()), {
        ...quiet,
        state: 'binding',
        factorType,
        leaving,
        message: says(leaving ? 'leavingWhenKnown' : 'binding'),
        sendAgainAt: waiting(factorType),
      })
  })

  screens(`${factorType}, reconciling and leaving, asking and in a pause`, async () => {
    for (const [story, leaving] of [
      [stories.reconciling, false],
      [stories.reconcilingLeaving, true],
    ] as const) {
      const told = await story(factorType)
      const expected = {
        ...quiet,
        state: 'reconciling',
        factorType,
        leaving,
        message: says(leaving ? 'leavingWhenKnown' : 'reconciling'),
        sendAgainAt: waiting(factorType),
      }
      assert.equal(contentOf(told.view()), expected)
      told.open('listEnrolledFactors').answer(listed())
      await told.pass(0)
      assert.equal(contentOf(told.view()), expected)
    }
  })

  screens(`${factorType}, expired`, async () => {
    assert.equal(contentOf((await stories.expired(factorType)).view()), {
      ...quiet,
      state: 'expired',
      factorType,
      maskedDestination: destination(factorType),
      message: says('expired'),
    })
  })

  screens(`${factorType}, failed: why, and whether it is bound`, async () => {
    assert.equal(contentOf((await stories.failed(factorType)).view()), {
      state: 'failed',
      factorType,
      bound: 'no',
      message: says('failed'),
      error: 'forbidden',
      problem: { id: 'error.forbidden', params: { wait: isSent(factorType) ? 60 : 0 } },
      sendAgainAt: waiting(factorType),
    })
    const unknown = screen((await stories.outcomeUnknown(factorType)).view(), 'failed')
    assert.is(unknown.bound, 'unknown')
    assert.is(unknown.error, 'outcomeUnknown')
  })

  screens(`${factorType}, done: the id of the factor where the server said it`, async () => {
    const expected = {
      ...quiet,
      state: 'done',
      factorType,
      factorId: null,
      message: { id: 'done', params: { factorType } },
    }
    assert.equal(contentOf((await doneStory(factorType)).view()), expected)
    const lists = [listed(), listed(enrolled(factorType, 'hex-1'))]
    const told = live({ script: { enrollFactor: [timedOut], listEnrolledFactors: lists } })
    await told.send(choose[factorType], submitFor[factorType], bare('recoveryCode.saved'))
    assert.equal(contentOf(told.view()), { ...expected, factorId: 'hex-1' })
  })

  screens(`${factorType}, cancelled: whether it is bound all the same`, async () => {
    const told = await stories.cancelled(factorType)
    assert.equal(contentOf(told.view()), {
      ...quiet,
      state: 'cancelled',
      factorType,
      bound: 'no',
      message: says('cancelled'),
    })
    const inDoubt = await stories.outcomeUnknown(factorType)
    await inDoubt.send(bare('enrollment.cancelled'))
    assert.is(screen(inDoubt.view(), 'cancelled').bound, 'unknown')
    assert.is(inDoubt.view().message.id, 'cancelledInDoubt')
  })
}

const open = {
  state: 'awaitingCode',
  generation: 1,
  expiresAt: minute,
  secondsLeft: 60,
  submitAt: null,
} as const

for (const factorType of ['SMS', 'EMAIL'] as const)
  screens(`${factorType}, awaiting the code: where it went`, async () => {
    const maskedDestination = destination(factorType)
    assert.equal(contentOf((await stories.awaitingCode(factorType)).view()), {
      ...quiet,
      ...open,
      factorType,
      challenge: { factorType, maskedDestination, codeUsedUp: false },
      message: { id: 'enterSentCode', params: { destination: maskedDestination } },
      sendAgainAt: minute,
    })
  })

screens('FACE, awaiting the photo', async () => {
  assert.equal(contentOf((await stories.awaitingCode('FACE')).view()), {
    ...quiet,
    ...open,
    factorType: 'FACE',
    challenge: { factorType: 'FACE' },
    message: says('takePhoto'),
  })
})

screens('OTP, awaiting the code: what an app needs', async () => {
  const view = screen((await stories.awaitingCode('OTP')).view(), 'awaitingCode')
  const { challenge, ...content } = view
  assert.equal(contentOf({ ...content, challenge: { factorType: 'FACE' } }), {
    ...quiet,
    ...open,
    factorType: 'OTP',
    challenge: { factorType: 'FACE' },
    message: { id: 'enterAppCode', params: { digits: 6 } },
  })
  if (!('otp' in challenge)) throw new Error('An OTP challenge has an otp')
  const { uri, manualKey, ...otp } = challenge.otp
  assert.ok(isRedacted(uri) && isRedacted(manualKey))
  assert.equal(otp, { digits: 6, period: 30, algorithm: 'SHA1', changed: false })
})

screens('OTP, saving the recovery code', async () => {
  const { recoveryCode, ...view } = screen((await boundStory('OTP')).view(), 'savingRecoveryCode')
  assert.ok(isRedacted(recoveryCode))
  assert.equal(contentOf({ ...view, recoveryCode }), {
    ...quiet,
    state: 'savingRecoveryCode',
    factorType: 'OTP',
    factorId: null,
    recoveryCode,
    message: says('saveRecoveryCode'),
  })
})

screens('OTP, cancelled with the recovery code unsaved: bound, and says so', async () => {
  const told = await boundStory('OTP')
  await told.send(bare('enrollment.cancelled'))
  assert.is(screen(told.view(), 'cancelled').bound, 'yes')
  assert.is(told.view().message.id, 'cancelledBound')
})

const left = ({ viewIn }: ReturnType<typeof live>, ms: number) =>
  screen(viewIn(ms), 'awaitingCode').secondsLeft

screens('the seconds left are whole, rounded up, 0 only when the token is dead', async () => {
  const told = await stories.awaitingCode('SMS')
  const expected = { 0: 60, 1: 60, 999: 60, 1_000: 59, 58_999: 2, 59_000: 1, 59_999: 1, 60_000: 0, 9e9: 0 }
  for (const [ms, seconds] of Object.entries(expected)) assert.is(left(told, Number(ms)), seconds, `${ms} ms`)
})

screens('a clock set back before the request makes the token dead, and not younger', async () => {
  const told = await stories.awaitingCode('SMS')
  assert.is(left(told, -1), 0)
  const { can } = told.viewIn(-1)
  assert.is(can.submit, false)
  assert.is(told.viewIn(-1).sendAgainAt, null)
  assert.is(left(told, 0), 60)
})

screens('a clock that jumps ahead is believed at once, and believed again when it is set right', async () => {
  const told = await stories.awaitingCode('SMS')
  told.clock.jump(3_600_000)
  assert.is(told.view().can.submit, false)
  assert.is(told.view().sendAgainAt, null)
  told.clock.jump(-3_600_000)
  assert.is(told.view().can.submit, true)
  assert.is(told.view().sendAgainAt, minute)
})

screens('the token is dated from when the request left, its cooldown from when the reply came', async () => {
  const told = await stories.requesting('EMAIL')
  await told.pass(7_000)
  told.open('sendEnrollFactorRequest').answer({ _tag: 'Right', right: { enrollmentToken: 'tok-2' } })
  await told.pass(0)
  const view = screen(told.view(), 'awaitingCode')
  assert.is(view.expiresAt, minute)
  assert.is(view.secondsLeft, 53)
  assert.is(view.sendAgainAt, minute + 7_000)
})

screens('a new token has a new generation', async () => {
  const told = await stories.awaitingCodeAfterWrongCode('OTP')
  const first = screen(told.view(), 'awaitingCode').generation
  await told.send(choose.OTP)
  assert.ok(screen(told.view(), 'awaitingCode').generation > first)
})

screens('a throttled code says when it may be sent, as long as it may not', async () => {
  const retryAt = start + 12_000
  const told = live({ script: { enrollFactor: [refused({ _tag: 'throttled', retryAt }), later] } })
  await told.send(choose.OTP, submitFor.OTP)
  assert.is(screen(told.view(), 'awaitingCode').submitAt, retryAt)
  assert.is(told.view().can.submit, false)
  assert.is(screen(told.viewIn(12_000), 'awaitingCode').submitAt, null)
  assert.is(told.viewIn(12_000).can.submit, true)
})

screens('a view that is asked for again is made again, and is equal', async () => {
  for (const story of Object.values(stories)) {
    const told = await story('SMS')
    assert.is.not(told.view(), told.view())
    assert.equal(told.view(), told.view())
  }
})

screens.run()
