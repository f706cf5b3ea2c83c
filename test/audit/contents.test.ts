import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createActor } from 'xstate'
import { redact, snapshotOf, type EnrollmentSnapshot, type ServiceError } from '../../machines/index.ts'
import { AuditEvent, auditEventsOf, commandRefused, enrollmentResumed } from '../../src/audit/index.ts'
import { everyState } from '../machines/every-state.ts'
import { choose, enrolled, enrollmentId, start, submitCode } from '../machines/examples.ts'
import { listed, refused, timedOut } from '../machines/scripted-service.ts'
import { flushed, started, type Started, type StartOptions } from '../machines/started.ts'

const contents = suite('what an event of the audit holds')

/** An enrollment with the events that its transitions gave. */
const audited = (options: StartOptions = {}) => {
  const enrollment = started(options)
  const events: AuditEvent[] = []
  let before = enrollment.actor.getSnapshot()
  enrollment.actor.subscribe((after) => {
    events.push(...auditEventsOf(before, after, enrollment.now()))
    before = after
  })
  return { enrollment, events }
}
const bound = async (options: StartOptions) => {
  const { enrollment, events } = audited(options)
  await enrollment.send(choose.SMS)
  enrollment.tell(submitCode)
  await flushed()
  return events
}
const failedBind = async (error: ServiceError) => {
  const events = await bound({ script: { enrollFactor: [refused(error)] } })
  const failed = events.find(({ type }) => type === 'bind.failed')
  return failed !== undefined && 'error' in failed ? failed.error : null
}

contents('is a whole story, one event for each thing that happened', async () => {
  const { enrollment, events } = audited()
  await enrollment.send(choose.EMAIL, submitCode)
  const inEvery = {
    version: 1,
    at: start,
    enrollmentId: '6a1f-enrollment',
    factorType: 'EMAIL',
    maskedDestination: 'm***@example.org',
  }
  assert.equal(events, [
    { ...inEvery, type: 'factor.requested', attemptId: '6a1f-enrollment:1', state: 'requesting' },
    {
      ...inEvery,
      type: 'challenge.opened',
      attemptId: '6a1f-enrollment:1',
      state: 'awaitingCode',
      expiresAt: start + 60_000,
    },
    { ...inEvery, type: 'code.submitted', attemptId: '6a1f-enrollment:2', state: 'binding' },
    {
      ...inEvery,
      type: 'factor.bound',
      attemptId: '6a1f-enrollment:2',
      state: 'done',
      factorId: null,
      found: 'answered',
    },
  ])
})

contents('is of an error its kind and ids, and no path, field or time of it', async () => {
  const told = { statusCode: 200, apiCode: 2_017, requestId: 'req-1' }
  assert.equal(await failedBind({ _tag: 'wrongCode', ...told, serverTime: start }), {
    tag: 'wrongCode',
    ...told,
  })
  assert.equal(await failedBind({ _tag: 'invalidInput', field: 'passCode' }), { tag: 'invalidInput' })
  assert.equal(await failedBind({ _tag: 'unauthorized', statusCode: 401 }), {
    tag: 'unauthorized',
    statusCode: 401,
  })
  const doubted = (
    await bound({
      script: {
        enrollFactor: [refused({ _tag: 'invalidResponse', paths: ['data.secret'], requestId: 'r' })],
      },
    })
  ).find(({ type }) => type === 'bind.doubted')
  assert.equal(doubted && 'error' in doubted && doubted.error, { tag: 'invalidResponse', requestId: 'r' })
})

const escape = '\u001B[2J\u202E'

contents('is clean of what would clear a screen: the id of a request, 128 characters at most', async () => {
  const error = await failedBind({ _tag: 'forbidden', requestId: `${escape}req-1${'x'.repeat(1_000)}` })
  assert.equal(error, { tag: 'forbidden', requestId: `[2Jreq-1${'x'.repeat(120)}` })
})

contents('is clean of what would clear a screen: the id of a factor, 300 characters at most', async () => {
  const id = `hex${escape}-1${'x'.repeat(1_000)}`
  const events = await bound({
    script: { enrollFactor: [timedOut], listEnrolledFactors: [listed(), listed(enrolled('SMS', id))] },
  })
  const [found] = events.slice(-1)
  assert.is(found?.type === 'factor.bound' && found.factorId, `hex[2J-1${'x'.repeat(292)}`)
})

const resumedIn = async (reach: () => Promise<Started>) => {
  const { actor } = await reach()
  return enrollmentResumed(actor.getSnapshot(), start)
}

contents('is of a resumed enrollment the state it was stored in', async () => {
  for (const [name, reach] of Object.entries(everyState)) {
    const event = await resumedIn(() => reach({}))
    assert.ok(name.startsWith(event.state), name)
    assert.is(event.type === 'enrollment.resumed' && event.error, null)
  }
})

contents('is of a record that could not be read just that', () => {
  const event = enrollmentResumed(snapshotOf({ damaged: true }, null, enrollmentId), start)
  assert.equal(event, {
    version: 1,
    type: 'enrollment.resumed',
    at: start,
    enrollmentId: '6a1f-enrollment',
    attemptId: null,
    factorType: null,
    maskedDestination: null,
    state: 'expired',
    error: { tag: 'recordUnreadable' },
  })
})

contents('is of a refused command its name and the reason', async () => {
  const { actor } = await everyState['awaitingCode of SMS']({})
  assert.equal(commandRefused(actor.getSnapshot(), 'code.resend', 'coolingDown', start), {
    version: 1,
    type: 'command.refused',
    at: start,
    enrollmentId: '6a1f-enrollment',
    attemptId: '6a1f-enrollment:1',
    factorType: 'SMS',
    maskedDestination: '+86 188****5678',
    state: 'awaitingCode',
    command: 'code.resend',
    reason: 'coolingDown',
  })
})

contents('is of what could not be decoded the command it was meant for, where that is known', () => {
  const snapshot = idleSnapshot()
  const commandOf = (reason: Parameters<typeof commandRefused>[2]) => {
    const event = commandRefused(snapshot, null, reason, start)
    return event.type === 'command.refused' ? event.command : 'none'
  }
  assert.is(commandOf('invalidProfile'), 'factor.chosen')
  assert.is(commandOf('invalidCode'), 'code.submitted')
  assert.is(commandOf('invalidPhoto'), 'photo.submitted')
  assert.is(commandOf('notACommand'), null)
})

function idleSnapshot(): EnrollmentSnapshot {
  return createActor(started().machine, { input: { enrollmentId } }).getSnapshot()
}

contents('is nothing between two snapshots of one state, whatever changed in it', async () => {
  for (const reach of Object.values(everyState)) {
    const snapshot = (await reach({})).actor.getSnapshot()
    assert.equal(auditEventsOf(snapshot, snapshot, start), [])
    const changed: EnrollmentSnapshot = {
      ...snapshot,
      context: { ...snapshot.context, cancelRequested: true, seq: snapshot.context.seq + 1 },
    }
    assert.equal(auditEventsOf(snapshot, changed, start), [])
  }
})

contents('is a defect where a failure of another machine has no error', async () => {
  const before = (await everyState.requesting({})).actor.getSnapshot()
  const after = (await everyState['idle, after a failed request']({})).actor.getSnapshot()
  const [event] = auditEventsOf(before, { ...after, context: { ...after.context, error: null } }, start)
  assert.equal(event?.type === 'request.failed' && event.error, { tag: 'defect' })
})

contents('is decoded strictly: another version, type, state or reason is no event', async () => {
  const { actor } = await everyState['awaitingCode of SMS']({})
  const event = commandRefused(actor.getSnapshot(), 'code.resend', 'coolingDown', start)
  assert.is(AuditEvent.is(event), true)
  for (const changed of [
    { version: 2 },
    { type: 'code.lost' },
    { state: 'bound' },
    { reason: 'because' },
    { command: 'xstate.done' },
    { at: 'now' },
    { factorType: 'PASSKEY' },
  ])
    assert.is(AuditEvent.decode({ ...event, ...changed })._tag, 'Left', JSON.stringify(changed))
})

contents('is decoded without what does not belong to it', async () => {
  const { actor } = await everyState['awaitingCode of SMS']({})
  const event = commandRefused(actor.getSnapshot(), 'code.resend', 'coolingDown', start)
  const more = { ...event, passCode: redact('814273') }
  assert.equal(AuditEvent.decode(more), { _tag: 'Right', right: event })
})

contents.run()
