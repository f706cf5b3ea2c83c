import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import type { CallResult } from '../../src/durable/host/index.ts'
import { createCalls, type Calling } from '../../src/restate/object/calls.ts'
import { testClock } from '../live/live-enrollment.ts'

const claims = suite('calls by their claims')

const effect = { seq: 1, call: 'listEnrolledFactors', input: { attemptId: 'e:1' } } as const

/** A call that ends when the test says so. */
const calling = (id = 'e', { until = 1_000, isBind = false, now = (): number => 0 } = {}) => {
  let made = 0
  let end: (result: CallResult) => void = () => undefined
  const signals: AbortSignal[] = []
  const gone = new AbortController()
  const one: Calling = {
    id,
    effect,
    until,
    isBind,
    gone: gone.signal,
    mayBegin: () => now() < until,
    perform: (signal) => {
      made += 1
      signals.push(signal)
      return new Promise((resolve) => (end = resolve))
    },
  }
  return {
    one,
    made: () => made,
    end: (result: CallResult) => end(result),
    signals,
    leave: () => gone.abort(),
  }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

claims('a claim is made once: whoever comes again joins the call, and hears the same', async () => {
  const calls = createCalls({ maxInFlight: 2, clock: testClock(0) })
  const { one, made, end } = calling()
  const claim = calls.claim()
  const [first, again] = [calls.make(claim, one), calls.make(claim, one)]
  await settle()
  assert.is(made(), 1)
  assert.is(calls.inFlight(), 1)
  end(E.right('answer'))
  assert.equal(await Promise.all([first, again, calls.make(claim, one)]), [
    { _tag: 'Right', right: 'answer' },
    { _tag: 'Right', right: 'answer' },
    { _tag: 'Right', right: 'answer' },
  ])
  assert.is(made(), 1)
})

claims('a claim of another process, or one that was delivered, is never made', async () => {
  const calls = createCalls({ maxInFlight: 2, clock: testClock(0) })
  const { one, made, end } = calling()
  assert.equal(await calls.make('of a process that died', one), { _tag: 'interrupted' })
  const claim = calls.claim()
  const first = calls.make(claim, one)
  await settle()
  end(E.left('no'))
  assert.equal(await first, { _tag: 'Left', left: 'no' })
  calls.delivered(claim)
  assert.equal(await calls.make(claim, one), { _tag: 'interrupted' })
  assert.is(made(), 1)
})

claims('a call that got its place too late is not made', async () => {
  const clock = testClock(0)
  const calls = createCalls({ maxInFlight: 1, clock })
  const [first, second] = [calling('a'), calling('b', { until: 500, now: clock.now })]
  const one = calls.make(calls.claim(), first.one)
  const two = calls.make(calls.claim(), second.one)
  await settle()
  assert.equal([first.made(), second.made()], [1, 0])
  clock.jump(500)
  first.end(E.right(null))
  assert.equal(await two, { _tag: 'interrupted' })
  assert.is(second.made(), 0)
  await one
  await calls.idle()
})

claims('an enrollment that is erased aborts its call alone', async () => {
  const calls = createCalls({ maxInFlight: 2, clock: testClock(0) })
  const [mine, other] = [calling('mine'), calling('other')]
  void calls.make(calls.claim(), mine.one)
  void calls.make(calls.claim(), other.one)
  await settle()
  calls.erased('mine')
  assert.is(mine.signals[0]?.aborted, true)
  assert.is(other.signals[0]?.aborted, false)
})

claims('what nobody comes for is forgotten', async () => {
  const clock = testClock(0)
  const calls = createCalls({ maxInFlight: 2, clock })
  const { one } = calling()
  const claim = calls.claim()
  clock.advance(900_001)
  calls.claim()
  assert.equal(await calls.make(claim, one), { _tag: 'interrupted' })
})

claims('a call that is not back at its time is aborted', async () => {
  const clock = testClock(0)
  const calls = createCalls({ maxInFlight: 2, clock })
  const { one, signals, end } = calling()
  const outcome = calls.make(calls.claim(), one)
  await settle()
  clock.advance(999)
  assert.is(signals[0]?.aborted, false)
  clock.advance(1)
  assert.is(signals[0]?.aborted, true)
  end(E.left('aborted'))
  assert.equal(await outcome, { _tag: 'Left', left: 'aborted' })
  assert.is(clock.pending.size, 0)
})

claims('a bind of another process counts as interrupted when its time is over, and not before', async () => {
  const clock = testClock(0)
  const calls = createCalls({ maxInFlight: 2, clock })
  const { one, made } = calling('e', { isBind: true })
  const outcomes: unknown[] = []
  void calls.make('of a process that was lost', one).then((outcome) => outcomes.push(outcome))
  clock.advance(999)
  await settle()
  assert.equal(outcomes, [])
  clock.advance(1)
  await settle()
  assert.equal(outcomes, [{ _tag: 'interrupted' }])
  assert.is(made(), 0)
})

claims('who is gone while it waits for a bind of another process hears nothing of it', async () => {
  const clock = testClock(0)
  const calls = createCalls({ maxInFlight: 2, clock })
  const [before, meanwhile] = [calling('a', { isBind: true }), calling('b', { isBind: true })]
  before.leave()
  const outcomes: unknown[] = []
  for (const { one } of [before, meanwhile])
    void calls.make('of a process that was lost', one).then((outcome) => outcomes.push(outcome))
  meanwhile.leave()
  assert.is(clock.pending.size, 0)
  clock.advance(1_000)
  await settle()
  assert.equal(outcomes, [])
})

claims.run()
