import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { atNextSignal, firstOf, type Ending } from '../../../src/cli/serve/drained.ts'

const waiting = suite('how long serve goes on after a signal')

const byHand = () => {
  let enough: (() => void) | null = null
  const ending: Ending = (given) => {
    enough = given
    return () => {
      enough = null
    }
  }
  return { ending, say: () => enough?.(), isListenedTo: () => enough !== null }
}

for (const which of [0, 1])
  waiting(`is until the first says that it is enough, and no other is heard any more: ${which}`, async () => {
    const both = [byHand(), byHand()]
    let isOver = false
    const over = firstOf(both.map(({ ending }) => ending)).then(() => {
      isOver = true
    })
    await Promise.resolve()
    assert.is(isOver, false)
    assert.ok(both.every(({ isListenedTo }) => isListenedTo()))
    both[which]?.say()
    await over
    assert.not(both.some(({ isListenedTo }) => isListenedTo()))
  })

waiting('leaves later signals to whoever else hears them', async () => {
  const count = () => process.listenerCount('SIGTERM') + process.listenerCount('SIGINT')
  const before = count()
  const timer = byHand()
  const over = firstOf([timer.ending, atNextSignal])
  assert.is(count(), before + 2)
  timer.say()
  await over
  assert.is(count(), before)
})

waiting.run()
