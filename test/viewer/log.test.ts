import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { enrollmentMachine } from '../../machines/index.ts'
import { structureOf, type InspectionFrame, type ShownContext } from '../../src/inspect/index.ts'
import { activeStatesOf, pathOf } from '../../src/viewer/model/active-states.ts'
import { contextRowsOf } from '../../src/viewer/model/context-rows.ts'
import { createLogReader, logEntriesOf } from '../../src/viewer/model/log-entries.ts'
import { takenAt, takenBy } from '../../src/viewer/model/taken.ts'
import { noTrack, tracksOf, withFrame, type Tracks } from '../../src/viewer/model/tracks.ts'
import { bindFailed, emptyContext, requestDone, started, stopped, taken } from './frames.ts'

const structure = structureOf(enrollmentMachine)
const story = [
  started(0),
  taken(1, 'factor.chosen', 'requesting'),
  taken(2, requestDone, 'awaitingCode'),
  taken(3, 'code.submitted', 'binding'),
  taken(4, bindFailed, { reconciling: 'asking' }),
  taken(5, 'xstate.done.actor.listEnrolledFactors', 'done'),
  stopped(6, 'done'),
]

const log = suite('the event log')

log('names events as the picture does, and says where they led and which guard let them pass', () => {
  assert.equal(
    logEntriesOf(structure, story).map(({ event, from, to, guard }) => [event, from, to, guard]),
    [
      ['enrollment.started', null, 'idle', null],
      ['factor.chosen', 'idle', 'requesting', 'maySend'],
      ['sendEnrollFactorRequest done', 'requesting', 'awaitingCode', null],
      ['code.submitted', 'awaitingCode', 'binding', 'tokenIsLive'],
      ['enrollFactor failed', 'binding', 'reconciling.asking', 'outcomeIsInDoubt'],
      ['listEnrolledFactors done', 'reconciling.asking', 'done', 'isListed'],
      ['enrollment.stopped', null, 'done', null],
    ],
  )
})

log('an event that is not known is shown by its name, and lights no line', () => {
  const unknown = taken(1, 'unknown', 'idle')
  assert.is(logEntriesOf(structure, [started(0), unknown])[1]?.event, 'unknown')
  assert.equal(takenBy(structure, started(0).state, unknown), [])
})

log('two guards that differ in nothing else are both named, and the log names neither', () => {
  const leave = taken(1, 'xstate.done.actor.listEnrolledFactors', 'cancelled')
  const before = taken(0, bindFailed, { reconciling: 'asking' })
  assert.is(takenBy(structure, before.state, leave).length, 2)
  assert.is(logEntriesOf(structure, [before, leave])[1]?.guard, null)
})

log('the end of an enrollment keeps the way that led there', () => {
  assert.equal(takenAt(structure, story, 6), takenAt(structure, story, 5))
  assert.is(takenAt(structure, story, 6).length, 1)
  assert.equal(takenAt(structure, story, 0), [])
})

log('who comes late has joined, and did not see it begin', () => {
  const joined: InspectionFrame = {
    ...started(0, 'awaitingCode'),
    type: 'enrollment.started',
    restored: false,
    joined: true,
  }
  assert.equal(
    logEntriesOf(structure, [joined]).map(({ isJoin, from, to }) => [isJoin, from, to]),
    [[true, null, 'awaitingCode']],
  )
  const began = logEntriesOf(structure, [started(0)])
  assert.is(began[0]?.isJoin, false)
})

log('an entry stays the same as long as its frame stands where it stood', () => {
  const read = createLogReader(structure)
  const first = read(story.slice(0, 3))
  assert.is(read(story.slice(0, 3))[2], first[2])
  const more = read(story)
  assert.equal(more, logEntriesOf(structure, story))
  assert.ok(first.every((entry, index) => entry === more[index]))
  // The oldest was let go: all others have another number.
  assert.equal(read(story.slice(1)), logEntriesOf(structure, story.slice(1)))
  // Another enrollment, and the first one again.
  assert.is(read([started(9)]).length, 1)
  assert.equal(read(story), logEntriesOf(structure, story))
  assert.equal(read([]), [])
})

log('states are named by their path, and lit with all around them', () => {
  assert.is(pathOf({ reconciling: 'pausing' }), 'reconciling.pausing')
  assert.equal(activeStatesOf(structure, { reconciling: 'pausing' }), [
    'enrollment.reconciling',
    'enrollment.reconciling.pausing',
  ])
})

log.run()

const tracks = suite('tracks')

tracks('keep enrollments apart', () => {
  const two = tracksOf([started(0), started(1, 'idle', { enrollmentId: 'enrollment-2' }), ...story.slice(1)])
  assert.equal(
    [...two].map(([id, { frames }]) => [id, frames.length]),
    [
      ['enrollment-1', 7],
      ['enrollment-2', 1],
    ],
  )
})

tracks('are told again what they know after a reconnect, and write it once', () => {
  const known = tracksOf(story.slice(0, 3))
  const last = story[2]
  assert.is(withFrame(known, started(9, 'awaitingCode')), known)
  assert.is(last?.state.value, 'awaitingCode')
})

tracks('write what was missed while the connection was lost', () => {
  const known = tracksOf(story.slice(0, 3))
  assert.is(withFrame(known, started(9, 'expired')).get('enrollment-1')?.frames.length, 4)
})

tracks('let the oldest go where nobody could look through all of them, and say how many', () => {
  let known: Tracks = tracksOf([started(0)])
  for (let at = 1; at <= 5_000; at += 1) known = withFrame(known, taken(at, 'code.submitted', 'awaitingCode'))
  const { frames, omitted } = known.get('enrollment-1') ?? noTrack
  assert.is(frames.length + omitted, 5_001)
  assert.ok(frames.length <= 5_000)
  assert.is(frames[0]?.at, omitted)
})

tracks.run()

const context = suite('the shown context')

context('names the secrets that are held, and has no value for them', () => {
  const rows = contextRowsOf({ ...emptyContext, holds: ['enrollmentToken', 'otpSecret'] })
  assert.equal(
    rows.filter(({ value }) => value.kind === 'secret'),
    [
      { name: 'enrollmentToken', value: { kind: 'secret' } },
      { name: 'otpSecret', value: { kind: 'secret' } },
    ],
  )
})

context('leaves out what is not there', () => {
  assert.equal(
    contextRowsOf(emptyContext).map(({ name }) => name),
    ['bound', 'seq', 'enrollmentId'],
  )
})

context('takes an error apart', () => {
  const rows = contextRowsOf({
    ...emptyContext,
    error: { _tag: 'unauthorized', statusCode: 401, requestId: 'r-1' },
  })
  const shown = rows.filter(({ name }) => name.startsWith('error'))
  assert.equal(
    shown.map(({ name, value }) => [name, value.kind === 'text' ? value.text : null]),
    [
      ['error', 'unauthorized'],
      ['error.statusCode', '401'],
      ['error.requestId', 'r-1'],
    ],
  )
})

context('tells the times of an error as times', () => {
  const kindsOf = (error: ShownContext['error']) =>
    contextRowsOf({ ...emptyContext, error })
      .filter(({ name }) => name.startsWith('error.'))
      .map(({ name, value }) => [name, value.kind === 'time' ? value.time : value.kind])
  assert.equal(kindsOf({ _tag: 'wrongCode', serverTime: 1_795_391_748_000, statusCode: 499 }), [
    ['error.serverTime', 1_795_391_748_000],
    ['error.statusCode', 'text'],
  ])
  assert.equal(kindsOf({ _tag: 'throttled', retryAt: 5 }), [['error.retryAt', 5]])
})

context.run()
