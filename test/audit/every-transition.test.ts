import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { stateOf, type EnrollmentSnapshot } from '../../machines/index.ts'
import { AuditEvent, auditEventsOf } from '../../src/index.ts'
import { edges, meeting } from '../machines/machine-graph.ts'
import { start } from '../machines/examples.ts'
import { secretsIn } from '../machines/revealed.ts'

const transitions = suite('the audit of every transition that the machine has')

type Types = readonly AuditEvent['type'][]
type Expected = Types | ((after: EnrollmentSnapshot['context']) => Types)

const lost: Types = ['factor.bound', 'recoveryCode.lost', 'enrollment.failed']

/** What each way from one state to another is told as. A way that is not named here must not exist. */
const expected: Readonly<Record<string, Expected>> = {
  'idle → requesting': ['factor.requested'],
  'idle → cancelled': ['enrollment.cancelled'],
  'requesting → awaitingCode': ['challenge.opened'],
  'requesting → expired': ['enrollment.expired'],
  'requesting → idle': ['request.failed'],
  'requesting → failed': ['request.failed', 'enrollment.failed'],
  'requesting → cancelled': ['enrollment.cancelled'],
  'awaitingCode → binding': ({ factorType }) => [
    factorType === 'FACE' ? 'photo.submitted' : 'code.submitted',
  ],
  'awaitingCode → requesting': ['factor.requested'],
  'awaitingCode → expired': ['enrollment.expired'],
  'awaitingCode → reconciling': ['bind.doubted'],
  'awaitingCode → cancelled': ['enrollment.cancelled'],
  'binding → savingRecoveryCode': ['factor.bound'],
  'binding → done': ['factor.bound'],
  'binding → failed': ({ bound }) => (bound === 'yes' ? lost : ['bind.failed', 'enrollment.failed']),
  'binding → reconciling': ['bind.doubted'],
  'binding → awaitingCode': ['bind.failed'],
  'binding → expired': ['bind.failed', 'enrollment.expired'],
  'binding → cancelled': ['bind.failed', 'enrollment.cancelled'],
  'reconciling → savingRecoveryCode': ['factor.bound'],
  'reconciling → done': ['factor.bound'],
  'reconciling → failed': ({ bound }) => (bound === 'yes' ? lost : ['enrollment.failed']),
  'reconciling → awaitingCode': ['bind.notFound'],
  'reconciling → expired': ['bind.notFound', 'enrollment.expired'],
  'reconciling → requesting': ['bind.notFound', 'factor.requested'],
  'reconciling → cancelled': ({ bound }) =>
    bound === 'no' ? ['bind.notFound', 'enrollment.cancelled'] : ['enrollment.cancelled'],
  'savingRecoveryCode → done': ['recoveryCode.saved'],
  'savingRecoveryCode → cancelled': ['enrollment.cancelled'],
  'savingRecoveryCode → failed': ['recoveryCode.lost', 'enrollment.failed'],
  'expired → requesting': ['factor.requested'],
  'expired → cancelled': ['enrollment.cancelled'],
  'failed → idle': ['enrollment.restarted'],
  'failed → cancelled': ['enrollment.cancelled'],
}

const told = edges.map(({ from, step, to: after }) => {
  // A restart is a transition from the snapshot that comes out of the record.
  const before = meeting(from, step).snapshot
  const way = `${stateOf(before)} → ${stateOf(after)}`
  return { way, before, after, at: step.at, events: auditEventsOf(before, after, step.at) }
})
const eventsOf = <Type extends AuditEvent['type']>(type: Type) =>
  told.flatMap(({ events, ...one }) =>
    events.flatMap((event) => (isOf(event, type) ? [{ ...one, event }] : [])),
  )
const isOf = <Type extends AuditEvent['type']>(
  event: AuditEvent,
  type: Type,
): event is Extract<AuditEvent, { readonly type: Type }> => event.type === type

transitions('is what happened, no more and no less', () => {
  for (const { way, before, after, events } of told) {
    const row = stateOf(before) === stateOf(after) ? [] : expected[way]
    assert.ok(row !== undefined, `${way} is not expected`)
    assert.equal(
      events.map(({ type }) => type),
      typeof row === 'function' ? row(after.context) : row,
      way,
    )
  }
})

transitions('knows no way that the machine does not have', () => {
  const ways = new Set(told.map(({ way }) => way))
  assert.equal(
    Object.keys(expected).filter((way) => !ways.has(way)),
    [],
  )
})

transitions('tells every type that a transition can be', () => {
  const types = new Set(told.flatMap(({ events }) => events.map(({ type }) => type)))
  const byHosts = ['enrollment.resumed', 'command.refused']
  const all = AuditEvent.types.map((codec) => codec.type.type.props.type.value)
  assert.equal([...types, ...byHosts].toSorted(), all.toSorted())
})

transitions('is JSON that decodes to itself, with nothing besides, and holds no secret', () => {
  for (const { events } of told)
    for (const event of events) {
      const json = JSON.stringify(event)
      assert.equal(AuditEvent.decode(JSON.parse(json)), { _tag: 'Right', right: event }, json)
      assert.equal(secretsIn(json), [])
    }
})

transitions('carries when, which enrollment, and the state after', () => {
  for (const { after, at, events } of told)
    for (const { version, at: told_, enrollmentId, state } of events)
      assert.equal([version, told_, enrollmentId, state], [1, at, '6a1f-enrollment', stateOf(after)])
})

transitions('names the call that goes out, and else the one it is the outcome of', () => {
  const begins = ['factor.requested', 'code.submitted', 'photo.submitted']
  for (const { before, after, events } of told)
    for (const { type, attemptId } of events) {
      const { seq } = (begins.includes(type) ? after : before).context
      assert.is(attemptId, seq === 0 ? null : `6a1f-enrollment:${seq}`, type)
    }
})

transitions('knows factor and destination to the end, which forgets them', () => {
  const ends = told.filter(({ after }) => after.status === 'done')
  const masked = new Set(ends.flatMap(({ events }) => events.map((one) => one.maskedDestination)))
  assert.equal(masked, new Set([null, '+86 188****5678']))
  for (const { before, events } of ends)
    for (const { factorType, maskedDestination } of events) {
      assert.is(factorType, before.context.factorType)
      assert.is(maskedDestination !== null, before.context.choice?.factorType === 'SMS')
    }
})

transitions('says how a bound factor was found, and its id where the list told it', () => {
  const ways = new Set<string>()
  for (const { before, after, event } of eventsOf('factor.bound')) {
    assert.is(event.found, event.factorId === null ? 'answered' : 'listed')
    assert.is(event.factorId, after.context.factorId)
    ways.add(`${stateOf(before)}, ${event.found}`)
  }
  // A refused bind may be found before any doubt.
  assert.equal([...ways].toSorted(), ['binding, answered', 'binding, listed', 'reconciling, listed'])
})

transitions('says when the challenge ends', () => {
  for (const { event } of eventsOf('challenge.opened')) assert.is(event.expiresAt, start + 60_000)
})

transitions('says what failed, and never that nothing did', () => {
  const failures = [
    ...eventsOf('request.failed'),
    ...eventsOf('bind.failed'),
    ...eventsOf('enrollment.failed'),
  ]
  for (const { after, event } of failures) assert.is(event.error.tag, after.context.error?._tag)
  const tags = new Set(eventsOf('request.failed').map(({ event }) => event.error.tag))
  for (const tag of ['stepUpRequired', 'interrupted', 'timedOut', 'forbidden'] as const)
    assert.ok(tags.has(tag), tag)
})

transitions('counts wrong codes, those of who is leaving too', () => {
  for (const { before, after, event } of eventsOf('bind.failed')) {
    const counts = event.error.tag === 'wrongCode'
    assert.is(event.wrongCodes, before.context.wrongCodes + (counts ? 1 : 0))
    assert.is(event.wrongCodes, after.context.wrongCodes)
  }
})

transitions('says what a doubt came from, and nothing of one that is looked up once more', () => {
  for (const { way, after, event } of eventsOf('bind.doubted')) {
    assert.is(event.error === null, way === 'awaitingCode → reconciling')
    if (event.error !== null) assert.is(event.error.tag, after.context.error?._tag)
  }
})

transitions('says why a challenge was over before its minute, and nothing if it was the minute', () => {
  for (const { after, event } of eventsOf('enrollment.expired'))
    assert.is(event.error?.tag, after.context.error?._tag)
  const tags = new Set(eventsOf('enrollment.expired').map(({ event }) => event.error?.tag))
  for (const tag of [undefined, 'tokenExpired', 'interrupted'] as const) assert.ok(tags.has(tag), tag)
})

transitions('says whether a factor stays behind', () => {
  const bounds = new Set(eventsOf('enrollment.cancelled').map(({ event }) => event.bound))
  assert.equal(bounds, new Set(['no', 'unknown', 'yes']))
  for (const { after, event } of eventsOf('enrollment.cancelled')) assert.is(event.bound, after.context.bound)
})

transitions.run()
