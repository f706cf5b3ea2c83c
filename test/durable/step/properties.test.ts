import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import {
  enrollmentMachine,
  recordOf,
  redact,
  reveal,
  snapshotOf,
  stateOf,
  type EnrollmentSnapshot,
  type EnrollmentState,
} from '../../../machines/index.ts'
import { callOf } from '../../../src/durable/step/effect.ts'
import { initialRecord, step, type Step, type StepInput } from '../../../src/durable/step/step.ts'
import { timedEventIn } from '../../../src/durable/step/timer.ts'
import {
  bare,
  bareCommands,
  choose,
  chooseOtherPhone,
  enrolled,
  enrollmentId,
  secrets,
  start,
  submitCode,
  submitFor,
  submitPhoto,
} from '../../machines/examples.ts'

const properties = suite('step, whatever it is given')

/** An input that is made once the record is known: on time or late, true or a lie. */
type Made = (record: EnrollmentSnapshot, now: number) => StepInput

const command =
  (given: unknown): Made =>
  () => ({ type: 'command', command: given })

const commands = fc.oneof(
  fc
    .constantFrom<unknown>(
      ...Object.values(choose),
      chooseOtherPhone,
      submitCode,
      submitPhoto,
      ...bareCommands,
    )
    .map(command),
  fc.constant(command(bare('enrollment.cancelled'))),
  // Without some push few histories come as far as the recovery code.
  fc.constant(command(choose.OTP)),
  fc.anything().map(command),
)

const submission: fc.Arbitrary<Made> = fc.constant(({ context }) => ({
  type: 'command',
  command: submitFor[context.factorType ?? 'OTP'],
}))

const otp = {
  uri: redact('otpauth://totp/x'),
  secret: redact(secrets.otpSecret),
  digits: 6,
  period: 30,
  algorithm: 'SHA1' as const,
  checksum: 7,
}

const tags = [
  'wrongCode',
  'tokenExpired',
  'unauthorized',
  'forbidden',
  'alreadyBound',
  'photoRejected',
  'unreachable',
  'timedOut',
  'serverFault',
  'throttled',
] as const

const failed = (_tag: string, now: number) =>
  E.left({
    error: { _tag, ...(_tag === 'unreachable' && { mayHaveArrived: true }) },
    sentAt: now,
    repliedAt: now,
    sendAgainAt: now + 60_000,
    override: null,
  })

const succeeded = ({ context }: EnrollmentSnapshot, call: string, now: number, isListed: boolean) => {
  const stamps = { sentAt: now, repliedAt: now }
  const factorType = context.factorType ?? 'OTP'
  if (call === 'enrollFactor') return E.right({ ...stamps, factorId: null })
  if (call === 'listEnrolledFactors')
    return E.right({ ...stamps, factors: isListed ? [enrolled(factorType)] : [] })
  return E.right({
    ...stamps,
    enrollmentToken: redact(secrets.token),
    deadline: now + 60_000,
    sendAgainAt: now + 60_000,
    wrongCodeBudget: 1,
    externalPhotos: false,
    before: [],
    otp: factorType === 'OTP' ? otp : null,
    recoveryCode: factorType === 'OTP' ? redact(secrets.recoveryCode) : null,
  })
}

const results: fc.Arbitrary<Made> = fc
  .record({
    off: fc.constantFrom(0, 0, 0, 0, 0, 0, -1, 1),
    other: fc.constantFrom('sendEnrollFactorRequest', 'enrollFactor', 'listEnrolledFactors'),
    isLate: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
    kind: fc.constantFrom('success', 'success', 'success', 'success', 'failure', 'failure', 'thrown'),
    tag: fc.constantFrom(...tags),
    thrown: fc.anything(),
    isListed: fc.boolean(),
  })
  .map(({ off, other, isLate, kind, tag, thrown, isListed }): Made => (record, now) => {
    const call = (isLate ? null : callOf(record)) ?? other
    const told = kind === 'success' ? succeeded(record, call, now, isListed) : failed(tag, now)
    const result = kind === 'thrown' ? E.left(thrown) : told
    return { type: 'result', call, seq: record.context.seq + off, result }
  })

const timers: fc.Arbitrary<Made> = fc
  .constantFrom(0, 0, 0, -1, 1)
  .map((off) => ({ context }: EnrollmentSnapshot) => ({ type: 'timer', seq: context.seq + off }))

const restored: fc.Arbitrary<Made> = fc.constant((_, now) => ({
  type: 'restored',
  sendAgainAt: now + 60_000,
}))

const inputs = fc.oneof(
  { weight: 8, arbitrary: commands },
  { weight: 8, arbitrary: submission },
  { weight: 16, arbitrary: results },
  { weight: 4, arbitrary: timers },
  { weight: 1, arbitrary: restored },
)

/** Time mostly goes on, and is sometimes set back. */
const moment = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5_000 }) },
  { weight: 2, arbitrary: fc.constantFrom(60_000, 61_000) },
  { weight: 1, arbitrary: fc.constantFrom(-1, -60_000, -3_600_000) },
)

const history = fc.array(fc.record({ made: inputs, pass: moment, isStored: fc.boolean() }), {
  maxLength: 60,
  size: 'max',
})

const settled = (record: EnrollmentSnapshot) => record.hasTag('settled') || record.status !== 'active'

/** What must hold of every step. */
const check = (before: EnrollmentSnapshot, input: StepInput, next: Step) => {
  const { record, effects, timers: armed, accepted, reason } = next
  assert.ok(effects.length + armed.length <= 1, 'one thing at a time')
  for (const { seq, call } of effects) {
    assert.not.ok(settled(record), 'no call in a settled state')
    assert.is(call, callOf(record))
    assert.is(seq, record.context.seq)
    assert.ok(seq > before.context.seq, 'each call has a number of its own')
  }
  for (const { seq, at } of armed) {
    assert.ok(timedEventIn(record) !== null, 'a timer only where the record waits')
    assert.is(seq, record.context.seq)
    assert.ok(Number.isFinite(at))
  }
  if (callOf(record) !== null && callOf(before) !== callOf(record))
    assert.is(effects.length, 1, 'who waits for a call has asked for it')
  assert.is(accepted, reason === undefined)
  if (!accepted && reason !== 'tokenExpired') assert.is(record, before, 'a refusal changes nothing')
  assert.ok(record.context.seq >= before.context.seq)
  if (before.status !== 'active') assert.is(record, before)
  if (callOf(before) === 'enrollFactor' && effects[0]?.call === 'enrollFactor')
    throw new Error('a bind was sent again')
  if (record.context.bound === 'yes' && before.context.bound !== 'yes')
    assert.is(input.type, 'result', 'bound is only what an answer said')
}

const visited = new Set<EnrollmentState>()

properties('never throws, asks for one thing at a time and nothing where it is settled', () => {
  fc.assert(
    fc.property(history, (happening) => {
      let record = initialRecord(enrollmentId)
      let now = start
      for (const { made, pass, isStored } of happening) {
        now += pass
        const input = made(record, now)
        const next = step(record, input, now)
        check(record, input, next)
        record = next.record
        visited.add(stateOf(record))
        if (!isStored) continue
        // As from a store, a bind apart: what was submitted is never stored.
        const { record: stored, secrets: clear } = recordOf(record)
        const read = snapshotOf(JSON.parse(JSON.stringify(stored)), redact(reveal(clear)), enrollmentId)
        assert.equal([read.value, read.status, read.output], [record.value, record.status, record.output])
        record = read
      }
    }),
    { numRuns: 500 },
  )
})

properties('the histories came to every state', () => {
  assert.is(visited.size, Object.keys(enrollmentMachine.states).length, [...visited].join(' '))
})

properties.run()
