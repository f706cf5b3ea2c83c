import { getEventListeners } from 'node:events'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { within } from '../../src/genauth/deadline.ts'

const deadline = suite('work within a time limit')

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

const outcomes: ReadonlyArray<readonly [string, (controller: AbortController) => Promise<unknown>, number]> =
  [
    ['ends', () => Promise.resolve('done'), 60_000],
    ['fails', () => Promise.reject(new Error('x')), 60_000],
    ['is out of time', () => new Promise(() => undefined), 1],
    [
      'is taken back',
      (controller) => {
        controller.abort()
        return new Promise(() => undefined)
      },
      60_000,
    ],
  ]
for (const [name, work, timeoutMs] of outcomes) {
  deadline(`that ${name} leaves neither a timer nor a listener behind`, async () => {
    const controller = new AbortController()
    // The runner's own timer, in which a first test runs, has ended by then.
    await new Promise(setImmediate)
    const before = timers()
    await within(timeoutMs, controller.signal, () => work(controller)).catch(() => undefined)
    assert.is(timers(), before)
    assert.is(getEventListeners(controller.signal, 'abort').length, 0)
  })
}

deadline('is told to stop when its time is up', async () => {
  const told = await new Promise<boolean>((resolve) => {
    void within(1, new AbortController().signal, (signal) => {
      signal.addEventListener('abort', () => resolve(signal.aborted))
      return new Promise(() => undefined)
    })
  })
  assert.ok(told)
})

deadline('is told whether its time was up or its caller left', async () => {
  const reasonOf = async (timeoutMs: number, controller: AbortController) => {
    let reason: unknown
    await within(timeoutMs, controller.signal, (signal) => {
      signal.addEventListener('abort', () => {
        reason = signal.reason
      })
      if (timeoutMs > 1) controller.abort()
      return new Promise(() => undefined)
    })
    return reason instanceof DOMException ? reason.name : reason
  }
  assert.is(await reasonOf(1, new AbortController()), 'TimeoutError')
  assert.is(await reasonOf(60_000, new AbortController()), 'AbortError')
})

deadline('is not begun for a caller who has left', async () => {
  let begun = false
  const ended = await within(60_000, AbortSignal.abort(), async () => {
    begun = true
  })
  assert.equal(ended, E.left('aborted'))
  assert.not.ok(begun)
})

deadline('that throws at once is a rejection, and not a call that never ends', async () => {
  const ended = await within(60_000, new AbortController().signal, () => {
    throw new Error('at once')
  }).catch((error: unknown) => error)
  assert.instance(ended, Error)
})

deadline.run()
