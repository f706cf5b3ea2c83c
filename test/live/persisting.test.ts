import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { EnrollmentRecord, reveal, type EnrollmentView, type FactorType } from '../../src/index.ts'
import { bare, enrolled, otpUri, secrets, start, submitFor } from '../machines/examples.ts'
import { bound, listed } from '../machines/scripted-service.ts'
import { flushed, live, screen, testClock } from './live-enrollment.ts'
import { path, walk } from './random-paths.ts'
import { overJson, withoutSecrets, withSecrets } from './revived.ts'
import { aesSeal } from './sealed.ts'
import { boundStory, doneStory, factorTypes, stories } from './stories.ts'

const persisting = suite('an enrollment that is stored and goes on elsewhere')

const all = { ...stories, boundStory, doneStory }
type State = EnrollmentView['state']

const isSent = (factorType: FactorType) => factorType === 'SMS' || factorType === 'EMAIL'

/** Where an enrollment goes on: with its secrets, and without them. */
const goesOn: Readonly<Record<keyof typeof all, readonly [sealed: State, open: State]>> = {
  idle: ['idle', 'idle'],
  idleThrottled: ['idle', 'idle'],
  requesting: ['idle', 'idle'],
  awaitingCode: ['awaitingCode', 'expired'],
  awaitingCodeAfterWrongCode: ['awaitingCode', 'expired'],
  awaitingCodeThrottled: ['awaitingCode', 'expired'],
  binding: ['reconciling', 'reconciling'],
  bindingLeaving: ['reconciling', 'reconciling'],
  reconciling: ['reconciling', 'reconciling'],
  reconcilingLeaving: ['reconciling', 'reconciling'],
  expired: ['expired', 'expired'],
  expiredAtOnce: ['expired', 'expired'],
  failed: ['failed', 'failed'],
  outcomeUnknown: ['failed', 'failed'],
  cancelled: ['cancelled', 'cancelled'],
  cancelledAfterWrongCode: ['cancelled', 'cancelled'],
  boundStory: ['done', 'done'],
  doneStory: ['done', 'done'],
}

for (const [name, story] of Object.entries(all)) {
  const [sealed, open] = Object.entries(goesOn).find(([key]) => key === name)?.[1] ?? []
  persisting(`${name}: goes on as ${sealed} with its secrets, and as ${open} without`, async () => {
    for (const factorType of factorTypes) {
      const isSaving = name === 'boundStory' && factorType === 'OTP'
      const resumed = await withSecrets(await story(factorType))
      assert.is(resumed.state(), isSaving ? 'savingRecoveryCode' : sealed, factorType)
      const poorer = withoutSecrets(await story(factorType))
      assert.is(poorer.state(), isSaving ? 'failed' : open, factorType)
      const asks = resumed.state() === 'reconciling'
      await flushed()
      for (const { enrollment, calls } of [resumed, poorer]) {
        assert.is(enrollment.id, '6a1f-enrollment')
        assert.equal(
          calls.map((call) => call.name),
          asks ? ['listEnrolledFactors'] : [],
        )
      }
    }
  })

  persisting(
    `${name}: the record is JSON, is read back as it was, and holds no secret or contact data`,
    async () => {
      for (const factorType of factorTypes) {
        const { enrollment } = await story(factorType)
        for (const record of [enrollment.persist(), await enrollment.persist({ seal: aesSeal().seal })]) {
          const json = JSON.stringify(record)
          assert.equal(JSON.parse(json), record)
          const decoded = EnrollmentRecord.decode(JSON.parse(json))
          assert.equal(decoded, { _tag: 'Right', right: record })
          // Among the random letters of a sealed part anything may stand.
          const clear = JSON.stringify({ ...record, sealed: null })
          for (const secret of [...Object.values(secrets), otpUri, '188', 'mina', 'redacted'])
            assert.not.ok(clear.includes(secret), `${name} stores ${secret}`)
        }
        assert.is(enrollment.persist().sealed, null)
      }
    },
  )
}

persisting('awaiting a code, with its secrets: everything is as it was, but the time', async () => {
  for (const factorType of factorTypes) {
    const told = await stories.awaitingCodeAfterWrongCode(factorType)
    await told.pass(10_000)
    const before = told.view()
    const resumed = await withSecrets(told, 0)
    assert.equal(resumed.view(), before)
    await resumed.send(submitFor[factorType])
    assert.is(resumed.state(), factorType === 'OTP' ? 'savingRecoveryCode' : 'done')
    assert.is(resumed.named('enrollFactor').length, 1)
    const sent = resumed.named('enrollFactor')[0]?.sent
    assert.match(JSON.stringify(sent), secrets.token)
  }
})

persisting('awaiting a code: the minute goes on from where it began, to the millisecond', async () => {
  const resumed = await withSecrets(await stories.awaitingCode('SMS'), 40_000)
  assert.is(screen(resumed.view(), 'awaitingCode').secondsLeft, 20)
  await resumed.pass(19_999)
  assert.is(resumed.state(), 'awaitingCode')
  await resumed.pass(1)
  assert.is(resumed.state(), 'expired')
})

persisting(
  'awaiting a code, and the minute is over: expired at once, and a renewal knows the target',
  async () => {
    for (const factorType of factorTypes) {
      const resumed = await withSecrets(await stories.awaitingCode(factorType), 60_000)
      assert.is(resumed.state(), 'expired')
      await resumed.send(bare('enrollment.renewed'))
      assert.is(resumed.state(), 'awaitingCode')
      assert.is(resumed.calls.length, 2)
    }
  },
)

persisting('awaiting a code, on a machine whose clock is behind: expired, and not younger', async () => {
  const resumed = await withSecrets(await stories.awaitingCode('SMS'), -1)
  assert.is(resumed.state(), 'expired')
})

persisting('requesting: a message may have gone out, so its target waits', async () => {
  for (const factorType of factorTypes) {
    const resumed = await withSecrets(await stories.requesting(factorType), 5_000)
    const view = resumed.view()
    assert.is(view.state, 'idle')
    assert.is(view.error, 'interrupted')
    assert.is(view.sendAgainAt, isSent(factorType) ? start + 65_000 : null)
    assert.is(resumed.calls.length, 0)
  }
})

persisting('binding: it is asked whether it worked, and never bound a second time', async () => {
  for (const factorType of factorTypes)
    for (const resume of [withSecrets, withoutSecrets]) {
      const script = { listEnrolledFactors: [listed(enrolled(factorType, 'hex-1'))] }
      const resumed = await resume(await stories.binding(factorType), 1, { script })
      await flushed()
      const isLost = factorType === 'OTP' && resume === withoutSecrets
      const saves = factorType === 'OTP' && resume === withSecrets
      assert.is(resumed.state(), isLost ? 'failed' : saves ? 'savingRecoveryCode' : 'done')
      assert.is(resumed.named('enrollFactor').length, 0)
    }
})

persisting('saving the recovery code: it is shown again with its secrets, and lost without', async () => {
  const resumed = await withSecrets(await boundStory('OTP'), 3_600_000)
  assert.is(reveal(screen(resumed.view(), 'savingRecoveryCode').recoveryCode), secrets.recoveryCode)
  const poorer = withoutSecrets(await boundStory('OTP'))
  assert.equal([poorer.view().error, screen(poorer.view(), 'failed').bound], ['recoveryCodeLost', 'yes'])
})

persisting(
  'idle: a throttled target still waits, with its secrets only itself, without them any',
  async () => {
    for (const resume of [withSecrets, withoutSecrets]) {
      const resumed = await resume(await stories.idleThrottled('SMS'), 59_998)
      const other = {
        type: 'factor.chosen',
        factorType: 'SMS',
        profile: { phoneNumber: '18900000000' },
      } as const
      const same = { ...other, profile: { phoneNumber: secrets.phoneNumber } }
      const sent = resumed.enrollment.send(same)
      assert.is(!sent.accepted && sent.reason, 'coolingDown')
      assert.is(resumed.enrollment.send(other).accepted, resume === withSecrets)
    }
  },
)

persisting('goes through as many processes as it takes', async () => {
  const { seal, open } = aesSeal()
  const clock = testClock()
  let told = live({ clock })
  const step = async () => {
    const stored = await told.enrollment.persist({ seal })
    told.enrollment.stop()
    told = live({ clock, record: overJson(stored), secrets: open(stored.sealed) })
  }
  await step()
  await told.send({ type: 'factor.chosen', factorType: 'OTP' })
  await step()
  await told.pass(59_999)
  await step()
  await told.send(submitFor.OTP)
  await step()
  await told.send(bare('recoveryCode.saved'))
  await step()
  assert.is(told.state(), 'done')
  assert.is(clock.pending.size, 0)
})

persisting('after it was stopped it is stored as it was', async () => {
  for (const [name, story] of Object.entries(all)) {
    const told = await story('OTP')
    const record = told.enrollment.persist()
    told.enrollment.stop()
    told.enrollment.stop()
    assert.equal(told.enrollment.persist(), record, name)
    const { seal, open } = aesSeal()
    const { sealed, ...open_ } = await told.enrollment.persist({ seal })
    assert.equal({ ...open_, sealed: null }, record, name)
    assert.match(reveal(open(sealed)), /^\{/)
  }
})

persisting('with a seal that fails: the promise is rejected, and the enrollment goes on', async () => {
  const told = await stories.awaitingCode('OTP')
  const failing = () => {
    throw new Error('The key is locked')
  }
  for (const seal of [failing, () => Promise.reject(new Error('The key is locked'))]) {
    const persisted = told.enrollment.persist({ seal })
    const outcome = await persisted.then(
      () => 'sealed',
      (cause: unknown) => String(cause),
    )
    assert.is(outcome, 'Error: The key is locked')
  }
  await told.send(submitFor.OTP)
  assert.is(told.state(), 'savingRecoveryCode')
})

persisting('with a seal that is an object of a class: it is called on that object', async () => {
  class Vault {
    readonly key = 'k1'
    seal() {
      return `${this.key}:sealed`
    }
  }
  const { enrollment } = await stories.awaitingCode('OTP')
  assert.is((await enrollment.persist(new Vault())).sealed, 'k1:sealed')
})

persisting(
  'wherever a path leads: the record is read back, and nothing is bound or sent by resuming',
  async () => {
    await fc.assert(
      fc.asyncProperty(path, fc.boolean(), fc.nat({ max: 90_000 }), async (steps, sealed, ms) => {
        const walked = await walk(steps)
        const resumed = sealed ? await withSecrets(walked, ms) : withoutSecrets(walked, ms)
        await flushed()
        assert.is.not(resumed.view().error, 'recordUnreadable')
        assert.is(resumed.named('enrollFactor').length + resumed.named('sendEnrollFactorRequest').length, 0)
        assert.not.ok(['requesting', 'binding'].includes(resumed.state()))
      }),
      { numRuns: 250 },
    )
  },
)

persisting(
  'reconciling without a wish: an answer that was bound is believed once, by whoever asks',
  async () => {
    const told = await stories.binding('SMS')
    const resumed = await withSecrets(told, 1, {
      script: { listEnrolledFactors: [listed(enrolled('SMS', 'hex-1'))] },
    })
    told.open('enrollFactor').answer(bound)
    await flushed()
    assert.is(told.named('enrollFactor').length, 1)
    assert.is(resumed.state(), 'done')
    assert.is(told.enrollment.getSnapshot().state, 'binding')
  },
)

persisting.run()
