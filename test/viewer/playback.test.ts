import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { clockAheadOf, minuteOf } from '../../src/viewer/model/minute.ts'
import { pauseAfter, timeInRecording } from '../../src/viewer/model/pace.ts'
import {
  follow,
  fromTheStart,
  playbackAfter,
  shownIndex,
  type Playback,
  type PlaybackAction,
} from '../../src/viewer/model/playback.ts'
import { emptyContext, started, taken } from './frames.ts'

const after = (playback: Playback, count: number, ...actions: readonly PlaybackAction[]) =>
  actions.reduce((now, action) => playbackAfter(now, action, count), playback)

const playback = suite('playback')

playback('follows the newest step until a step is chosen', () => {
  assert.is(shownIndex(follow, 3), 2)
  assert.is(shownIndex(follow, 4), 3)
  const back = after(follow, 4, { type: 'previous' })
  assert.is(shownIndex(back, 4), 2)
  assert.is(shownIndex(back, 9), 2)
  assert.is(shownIndex(after(back, 9, { type: 'newest' }), 10), 9)
})

playback('stays within the recording', () => {
  assert.is(after(fromTheStart, 3, { type: 'previous' }).at, 0)
  assert.is(after(fromTheStart, 3, { type: 'next' }, { type: 'next' }, { type: 'next' }).at, 2)
  assert.is(after(fromTheStart, 3, { type: 'goTo', at: 99 }).at, 2)
  assert.is(shownIndex(follow, 0), -1)
})

playback('plays to the end, stops there, and begins anew', () => {
  const playing = after(fromTheStart, 3, { type: 'playOrPause' })
  assert.ok(playing.isPlaying)
  const halfway = after(playing, 3, { type: 'stepDone' })
  assert.equal([halfway.at, halfway.isPlaying], [1, true])
  const ended = after(halfway, 3, { type: 'stepDone' })
  assert.equal([ended.at, ended.isPlaying], [2, false])
  assert.equal(after(ended, 3, { type: 'playOrPause' }), { at: 0, isPlaying: true, speed: 1 })
})

playback('a step by hand stops it, and another speed does not', () => {
  const playing = after(fromTheStart, 5, { type: 'playOrPause' })
  assert.not(after(playing, 5, { type: 'next' }).isPlaying)
  assert.equal(after(playing, 5, { type: 'speed', speed: 20 }), { at: 0, isPlaying: true, speed: 20 })
})

playback.run()

const time = suite('time in a recording')
const frames = [started(1_000), taken(1_010, 'factor.chosen', 'requesting'), taken(61_010, 'x', 'expired')]

time('a wait of a minute does not bore, and one of an instant can be seen', () => {
  assert.is(pauseAfter(frames, 0, 1), 600)
  assert.is(pauseAfter(frames, 1, 1), 4_000)
  assert.is(pauseAfter(frames, 1, 20), 200)
})

time('each step begins and ends at its moment', () => {
  assert.is(timeInRecording(frames, 1, 1, 0), 1_010)
  assert.is(timeInRecording(frames, 1, 1, 2_000), 31_010)
  assert.is(timeInRecording(frames, 1, 1, 9_000), 61_010)
  assert.is(timeInRecording(frames, 2, 1, 9_000), 61_010)
})

time('the minute runs from the request to the deadline', () => {
  const challenge = { generation: 1, sentAt: 1_000, deadline: 61_000, wrongCodeBudget: 1, otp: null }
  assert.is(minuteOf(emptyContext, 0), null)
  assert.equal(minuteOf({ ...emptyContext, challenge }, 31_000), { left: 30_000, part: 0.5 })
  assert.equal(minuteOf({ ...emptyContext, challenge }, 99_000), { left: 0, part: 0 })
  assert.equal(minuteOf({ ...emptyContext, challenge }, 0), { left: 61_000, part: 1 })
})

time('a clock that differs by more than the way of a frame is followed', () => {
  assert.is(clockAheadOf(started(10_200), 10_000), 0)
  assert.is(clockAheadOf(started(70_000), 10_000), 60_000)
})

time.run()
