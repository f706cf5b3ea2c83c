import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentError } from '../../machines/index.ts'
import { AuditEvent, RemovalEvent, removalEventsOf } from '../../src/audit/index.ts'

const removals = suite('the audit of a factor that is taken off')

const at = 1_760_000_000_000
const events = removalEventsOf('6412f0a1', () => at)
const inEvery = { version: 1, at, factorId: '6412f0a1' } as const

removals('says what was asked for, and that it is gone', () => {
  assert.equal(events.requested(), { ...inEvery, type: 'removal.requested' })
  assert.equal(events.confirmed(), { ...inEvery, type: 'factor.removed' })
})

removals('says of what never went out that it failed, whatever the reason', () => {
  for (const tag of ['stepUpRequired', 'defect', 'timedOut'] as const)
    assert.equal(events.notSent({ _tag: tag }), { ...inEvery, type: 'removal.failed', error: { tag } })
})

const answers: readonly (readonly [EnrollmentError, 'removal.failed' | 'removal.doubted'])[] = [
  [{ _tag: 'unauthorized' }, 'removal.failed'],
  [{ _tag: 'forbidden' }, 'removal.failed'],
  [{ _tag: 'throttled' }, 'removal.failed'],
  [{ _tag: 'preconditionMissing' }, 'removal.failed'],
  [{ _tag: 'invalidInput', field: 'factorId' }, 'removal.failed'],
  [{ _tag: 'unreachable', mayHaveArrived: false }, 'removal.failed'],
  [{ _tag: 'unreachable', mayHaveArrived: true }, 'removal.doubted'],
  [{ _tag: 'timedOut' }, 'removal.doubted'],
  [{ _tag: 'serverFault' }, 'removal.doubted'],
  [{ _tag: 'invalidResponse', paths: ['data'] }, 'removal.doubted'],
  [{ _tag: 'notFound' }, 'removal.doubted'],
  [{ _tag: 'defect' }, 'removal.doubted'],
]

for (const [error, type] of answers)
  removals(`is ${type} after ${JSON.stringify(error)}`, () => {
    assert.equal(events.notConfirmed(error), { ...inEvery, type, error: { tag: error._tag } })
  })

removals('keeps of an error its ids, and no path or field', () => {
  const told = { statusCode: 500, apiCode: 2_000, requestId: 'req-1' }
  const event = events.notConfirmed({ _tag: 'invalidResponse', paths: ['data.secret'], ...told })
  assert.equal('error' in event && event.error, { tag: 'invalidResponse', ...told })
})

removals('is clean of what would clear a screen, and no longer than 300 characters', () => {
  const { factorId } = removalEventsOf(`hex\u001B[2J\u202E-1${'x'.repeat(1_000)}`, () => at).requested()
  assert.is(factorId, `hex[2J-1${'x'.repeat(292)}`)
})

removals('is decoded strictly, and without what does not belong to it', () => {
  const event = events.notConfirmed({ _tag: 'timedOut' })
  assert.equal(RemovalEvent.decode({ ...event, subject: 'ann' }), { _tag: 'Right', right: event })
  for (const changed of [{ version: 2 }, { type: 'factor.lost' }, { at: 'now' }, { error: null }])
    assert.is(RemovalEvent.decode({ ...event, ...changed })._tag, 'Left', JSON.stringify(changed))
})

removals('shares no type with the audit of an enrollment', () => {
  const ofEnrollments: readonly string[] = AuditEvent.types.map((codec) => codec.type.type.props.type.value)
  for (const codec of RemovalEvent.types) assert.not(ofEnrollments.includes(codec.type.type.props.type.value))
})

removals.run()
