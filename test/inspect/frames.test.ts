import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { refusalOf, redact, stateOf, type EnrollmentContext } from '../../machines/index.ts'
import {
  InspectionFrame,
  ShownContext,
  eventFrame,
  shownContextOf,
  shownEventOf,
  shownStateOf,
  startedFrame,
} from '../../src/inspect/index.ts'
import { fateOfChallenge, fateOfContext } from '../../src/inspect/frame/shown-context.ts'
import { choose, chooseOtherPhone, otpUri, secrets, start, submitCode } from '../machines/examples.ts'
import { allCommands, edges, meeting, snapshots, times } from '../machines/machine-graph.ts'
import { secretsIn } from '../machines/revealed.ts'
import { awaitingCode, decoded } from '../machines/started.ts'
import { withoutChance } from './secret-texts.ts'

const frames = suite('what a frame shows')

const unseen = [
  chooseOtherPhone.profile.phoneNumber,
  otpUri,
  'otpauth:',
  'mina.tan',
  secrets.otpSecret.slice(0, 8),
]

const showsNothing = (shown: unknown) => {
  const text = withoutChance(shown)
  assert.equal(secretsIn(text), [], text)
  for (const secret of unseen) assert.not.ok(text.includes(secret), text)
  assert.not.ok(text.includes('redacted'), text)
}

frames('holds no secret on any edge of the machine, and is JSON that decodes to itself', () => {
  let shown = 0
  for (const { from, step, to } of edges) {
    const { snapshot, event } = meeting(from, step)
    for (const frame of [
      eventFrame(snapshot, event, to, step.at),
      startedFrame(to, step.at, { restored: false }),
    ]) {
      showsNothing(frame)
      assert.equal(InspectionFrame.decode(JSON.parse(JSON.stringify(frame))), { _tag: 'Right', right: frame })
      shown += 1
    }
  }
  assert.ok(shown > 1_000)
})

frames('names the commands that a state takes, and leaves to time what time decides', () => {
  const waits = new Set(['coolingDown', 'submitTooSoon', 'tokenExpired', 'invalidCode', 'invalidPhoto'])
  let listed = 0
  for (const snapshot of snapshots)
    for (const now of times)
      for (const command of allCommands) {
        // Refused before it is asked what the state takes.
        if ('generation' in command) continue
        const refusal = refusalOf(stateOf(snapshot), snapshot.context, command, now)
        // A second wish to leave is taken, and changes nothing.
        const isRepeated = command.type === 'enrollment.cancelled' && snapshot.context.cancelRequested
        const isTaken = (refusal === null || waits.has(refusal)) && !isRepeated
        const isListed = shownStateOf(snapshot).commands.includes(command.type)
        assert.is(isListed, isTaken, `${command.type} in ${stateOf(snapshot)}: ${refusal}`)
        if (isListed) listed += 1
      }
  assert.ok(listed > 100)
})

frames('has a place for every field of the context that is shown, and for no other', () => {
  const renamed: Readonly<Record<string, string>> = { choice: 'maskedDestination', before: 'factorsBefore' }
  const placed = Object.entries(fateOfContext)
    .filter(([, fate]) => fate === 'shown' || fate === 'masked' || fate === 'counted')
    .map(([field]) => renamed[field] ?? field)
  assert.equal([...placed, 'holds'].toSorted(), Object.keys(ShownContext.type.type.props).toSorted())
})

frames('has been decided for every field that the machine has', async () => {
  const { context } = (await awaitingCode('OTP')).actor.getSnapshot()
  assert.equal(Object.keys(fateOfContext).toSorted(), Object.keys(context).toSorted())
  assert.equal(Object.keys(fateOfChallenge).toSorted(), Object.keys(context.challenge ?? {}).toSorted())
})

frames('does not pass a field on that nobody has decided about', async () => {
  const { context } = (await awaitingCode('OTP')).actor.getSnapshot()
  const { challenge } = context
  if (challenge === null || challenge.otp === null) throw new Error('An OTP challenge should be open')
  const more = { unheardOf: 'unheardOf' }
  const grown: EnrollmentContext = {
    ...context,
    ...more,
    challenge: { ...challenge, ...more, otp: { ...challenge.otp, ...more } },
    cooldowns: [{ factorType: 'SMS', target: null, since: 0, until: 1, ...more }],
    error: { _tag: 'wrongCode', ...more },
  }
  assert.not.ok(JSON.stringify(shownContextOf(grown)).includes('unheardOf'))
  assert.not.ok(JSON.stringify(shownEventOf({ ...decoded(submitCode), ...more })).includes('unheardOf'))
})

frames('masks contact data, and names the secrets that are held', async () => {
  const sms = shownContextOf((await awaitingCode('SMS')).context())
  assert.is(sms.maskedDestination, '+86 188****5678')
  assert.equal(sms.holds, ['profile', 'enrollmentToken'])
  assert.equal(shownContextOf((await awaitingCode('OTP')).context()).holds, [
    'enrollmentToken',
    'otpSecret',
    'recoveryCode',
  ])
})

frames('shows of an event what was chosen and meant, but neither code nor photo', () => {
  assert.equal(shownEventOf(decoded(choose.EMAIL)), {
    type: 'factor.chosen',
    factorType: 'EMAIL',
    maskedDestination: 'm***@example.org',
  })
  assert.equal(shownEventOf(decoded({ ...submitCode, generation: 3 })), {
    type: 'code.submitted',
    generation: 3,
  })
})

frames('shows nothing of an event that somebody put together', () => {
  // A host may send its actor anything, with a profile that nobody redacted or a code as the type.
  assert.equal(shownEventOf(choose.SMS), { type: 'factor.chosen' })
  assert.equal(shownEventOf({ type: secrets.passCode }), { type: 'unknown' })
  const answered = {
    type: 'xstate.done.actor.sendEnrollFactorRequest',
    output: { enrollmentToken: secrets.token },
  }
  assert.equal(shownEventOf(answered), { type: answered.type })
  const thrown = { type: 'xstate.error.actor.enrollFactor', error: new Error(secrets.token) }
  assert.equal(shownEventOf(thrown), { type: thrown.type, error: { _tag: 'defect' } })
})

frames('makes the texts of servers harmless and short', async () => {
  const { context } = (await awaitingCode('OTP')).actor.getSnapshot()
  const hostile = `\u001b[2J\u202e${'x'.repeat(5_000)}`
  const error = {
    _tag: 'invalidResponse' as const,
    paths: Array.from({ length: 500 }, () => hostile),
    requestId: hostile,
  }
  const shown = shownContextOf({ ...context, enrollmentId: hostile, factorId: hostile, error })
  const text = JSON.stringify(shown)
  assert.not.match(text, /\\u001b|\u202e/)
  assert.ok(text.length < 5_000, `${text.length}`)
  assert.is(shown.error?.requestId?.length, 128)
})

frames('tells a wait without whom it is for', async () => {
  const { context } = (await awaitingCode('SMS')).actor.getSnapshot()
  assert.equal(shownContextOf(context).cooldowns, [{ factorType: 'SMS', until: start + 60_000 }])
  assert.is(
    shownContextOf({
      ...context,
      before: [{ factorId: 'a', factorType: 'SMS', target: redact('+8618812345678') }],
    }).factorsBefore,
    1,
  )
})

frames.run()
