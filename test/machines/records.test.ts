import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createActor } from 'xstate'
import { type EnrollmentRecord, recordOf, redact, reveal, snapshotOf, stateOf } from '../../machines/index.ts'
import { EnrollmentContext } from '../../machines/enrollment/context.ts'
import { everyState } from './every-state.ts'
import { bare, choose, enrollmentId } from './examples.ts'
import { revealed, secretsIn } from './revealed.ts'
import { later, throws } from './scripted-service.ts'
import { awaitingCode, started } from './started.ts'

const records = suite('records of an enrollment')
const stored = (record: EnrollmentRecord): unknown => JSON.parse(JSON.stringify(record))

for (const [name, reach] of Object.entries(everyState)) {
  records(`${name}: comes back as it was with its secrets`, async () => {
    const { actor } = await reach({})
    const snapshot = actor.getSnapshot()
    const { record, secrets } = recordOf(snapshot)
    const revived = snapshotOf(stored(record), secrets, enrollmentId)
    assert.equal(revived.value, snapshot.value)
    assert.is(revived.status, snapshot.status)
    assert.equal(revived.output, snapshot.output)
    assert.equal(
      EnrollmentContext.encode(revived.context),
      EnrollmentContext.encode({ ...snapshot.context, submission: null }),
    )
  })

  records(`${name}: comes back without a secret, if none was kept`, async () => {
    const { actor } = await reach({})
    const snapshot = actor.getSnapshot()
    const { record } = recordOf(snapshot)
    assert.equal(secretsIn(JSON.stringify(record)), [])
    // Not even the place of one: a codec that is not exact would let it through.
    assert.not.match(JSON.stringify(record), '<redacted>')
    const revived = snapshotOf(stored(record), null, enrollmentId)
    assert.equal(revived.value, snapshot.value)
    assert.is(revived.status, snapshot.status)
    assert.equal(revived.output, snapshot.output)
    assert.equal(secretsIn(JSON.stringify(revealed(revived.context))), [])
    const { enrollmentId: id, seq, factorType, bound, wrongCodes, error, factorId } = snapshot.context
    const kept = { enrollmentId: id, seq, factorType, bound, wrongCodes, error, factorId }
    for (const [key, value] of Object.entries(kept)) assert.equal(Object(revived.context)[key], value, key)
  })
}

records('the code of a bind in flight is in no record, for it is never sent again', async () => {
  const { actor } = await everyState['binding of OTP']({})
  const { secrets } = recordOf(actor.getSnapshot())
  assert.equal(secretsIn(reveal(secrets)), ['token', 'otpSecret', 'recoveryCode'])
})

records('one of before the life and the unsent request were written is read', async () => {
  const enrollment = await awaitingCode('OTP')
  const { record, secrets } = recordOf(enrollment.actor.getSnapshot())
  const { life: _, unsent: __, ...context } = record.context
  const sealed = JSON.parse(reveal(secrets))
  for (const field of ['life', 'unsent']) delete sealed.context[field]
  for (const kept of [null, redact(JSON.stringify(sealed))]) {
    const revived = snapshotOf(
      stored({ ...record, context: { ...context, life: null, unsent: null } }),
      kept,
      enrollmentId,
    )
    const older = snapshotOf({ ...record, context }, kept, enrollmentId)
    assert.is(stateOf(older), 'awaitingCode')
    assert.equal(older.context, revived.context)
  }
})

records('an enrollment that is over stays over, with its output', async () => {
  const { actor } = await everyState.done({})
  const { record, secrets } = recordOf(actor.getSnapshot())
  const revived = started({ snapshot: snapshotOf(stored(record), secrets, enrollmentId) })
  revived.tell(bare('enrollment.cancelled'))
  assert.equal(revived.output(), { status: 'done', factorType: 'FACE', factorId: null })
  assert.is(revived.actor.getSnapshot().status, 'done')
})

records('a snapshot that died of a defect cannot be stored, and says so', async () => {
  const { machine } = started()
  const snapshot = {
    ...createActor(machine, { input: { enrollmentId } }).getSnapshot(),
    status: 'error' as const,
  }
  assert.throws(() => recordOf(snapshot as never), /status error cannot be stored/)
})

const { actor } = await awaitingCode('OTP')
const whole = recordOf(actor.getSnapshot())
const other = recordOf((await everyState['binding of OTP']({})).actor.getSnapshot())
const ended = recordOf((await everyState.done({})).actor.getSnapshot())
const with_ = (changes: object): unknown => ({ ...whole.record, ...changes })
const inContext = (changes: object) => with_({ context: { ...whole.record.context, ...changes } })

const unreadable: Readonly<Record<string, unknown>> = {
  nothing: null,
  text: 'awaitingCode',
  'an empty object': {},
  'a list': [],
  'an older version': with_({ machineVersion: 0 }),
  'a newer version': with_({ machineVersion: 2 }),
  'an unknown state': with_({ value: 'bound' }),
  'an unknown part of a state': with_({ value: { reconciling: 'sleeping' } }),
  'a status of XState that no record has': with_({ status: 'error' }),
  'no context': with_({ context: null }),
  'an unknown factor': inContext({ factorType: 'PASSKEY' }),
  'no counter': with_({ seq: null }),
  'two counters that differ': inContext({ seq: 99 }),
  'an error nobody knows': inContext({ error: { _tag: 'mystery' } }),
  'an unknown doubt': inContext({ bound: 'maybe' }),
  'a time that is none': inContext({ cooldowns: [{ factorType: 'SMS', since: 0, until: null }] }),
  'an end that is not over': with_({ value: 'done' }),
  'an end without output': { ...ended.record, output: null },
  'an end before the end': with_({ status: 'done', output: ended.record.output }),
  'a recovery code of no OTP': with_({
    value: 'savingRecoveryCode',
    context: { ...whole.record.context, factorType: null },
  }),
  'an output of another end': { ...ended.record, output: { status: 'cancelled', bound: 'no' } },
}
for (const [name, record] of Object.entries(unreadable)) {
  records(`a record with ${name} is unreadable, and never a guess`, () => {
    for (const secrets of [null, whole.secrets]) {
      const revived = snapshotOf(record, secrets, enrollmentId)
      assert.is(stateOf(revived), 'expired')
      assert.is(revived.status, 'active')
      assert.equal(revived.context.error, { _tag: 'recordUnreadable' })
      assert.is(revived.context.enrollmentId, enrollmentId)
      assert.is(revived.context.challenge, null)
    }
  })
}

const renamed = EnrollmentContext.encode({ ...actor.getSnapshot().context, enrollmentId: 'someone-else' })
const wrongSecrets: Readonly<Record<string, string>> = {
  'that are damaged': reveal(whole.secrets).slice(0, -1),
  'that are no JSON': '<redacted>',
  'that are empty': '',
  'that are null': 'null',
  'of another revision': reveal(other.secrets),
  'of another enrollment': JSON.stringify({ value: 'awaitingCode', context: renamed }),
  'of another state': reveal(whole.secrets).replace('"value":"awaitingCode"', '"value":"expired"'),
}
for (const [name, clear] of Object.entries(wrongSecrets)) {
  records(`secrets ${name} make a record unreadable`, () => {
    const revived = snapshotOf(whole.record, redact(clear), enrollmentId)
    assert.is(stateOf(revived), 'expired')
    assert.equal(revived.context.error, { _tag: 'recordUnreadable' })
  })
}

records(
  'a state that is not the sealed one makes a record unreadable: nobody gets done by writing so',
  () => {
    for (const value of ['savingRecoveryCode', 'expired', { reconciling: 'asking' }] as const) {
      const revived = snapshotOf({ ...whole.record, value }, whole.secrets, enrollmentId)
      assert.equal(revived.context.error, { _tag: 'recordUnreadable' }, JSON.stringify(value))
    }
  },
)

records('what could not be read can be begun anew', async () => {
  const revived = started({ snapshot: snapshotOf({}, null, enrollmentId) })
  assert.is(revived.refusal(bare('enrollment.renewed')), 'profileMissing')
  await revived.send(choose.OTP)
  assert.is(revived.state(), 'awaitingCode')
})

records('fields of a later release are passed over', () => {
  const revived = snapshotOf({ ...whole.record, colour: 'green' }, whole.secrets, enrollmentId)
  assert.is(stateOf(revived), 'awaitingCode')
})

records('reviving calls nobody', async () => {
  for (const reach of Object.values(everyState)) {
    const { record, secrets } = recordOf((await reach({})).actor.getSnapshot())
    for (const kept of [secrets, null]) {
      const script = { sendEnrollFactorRequest: [later], enrollFactor: [throws('never')] }
      const revived = started({ script, snapshot: snapshotOf(stored(record), kept, enrollmentId) })
      assert.equal(revived.calls, [])
    }
  }
})

records.run()
