import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentView } from '../../../src/index.ts'
import { viewAt } from '../../../src/view/json/index.ts'
import { live } from '../../live/live-enrollment.ts'
import { moment, path, walk } from '../../live/random-paths.ts'
import { boundStory, doneStory, factorTypes, stories } from '../../live/stories.ts'
import { choose, submitFor } from '../../machines/examples.ts'
import { revealed } from '../../machines/revealed.ts'
import { refused } from '../../machines/scripted-service.ts'

const later = suite('a view as it is later')

/** A later moment is known to the machine alone where several waits run: here it is enough not to miss the next one. */
const compared = ({ nextChangeAt: _, ...view }: EnrollmentView) => revealed(view)

const moments = [0, 1, 999, 4_999, 5_000, 39_999, 40_000, 59_999, 60_000, 3_600_000]

for (const [name, story] of Object.entries({ ...stories, boundStory, doneStory }))
  later(`is what the machine would say then: ${name}`, async () => {
    for (const factorType of factorTypes) {
      const told = await story(factorType)
      const view = told.view()
      for (const ms of moments)
        assert.equal(
          compared(viewAt(view, told.clock.now() + ms)),
          compared(told.viewIn(ms)),
          `${factorType} ${ms}`,
        )
    }
  })

later('a wait that ends in the last seconds is told, in however many steps one gets there', async () => {
  const told = live({ script: { enrollFactor: [refused({ _tag: 'throttled' })] } })
  await told.send(choose.OTP)
  await told.pass(39_999)
  await told.send(submitFor.OTP)
  const [view, now] = [told.view(), told.clock.now()]
  assert.is(view.announce?.message.id, 'error.throttled')
  const ending = viewAt(view, now + 1)
  assert.is(ending.announce?.message.id, 'secondsLeft')
  assert.equal(compared(viewAt(ending, now + 5_000)), compared(told.viewIn(5_000)))
  assert.is(told.viewIn(5_000).announce?.message.id, 'error.throttled')
})

later('is what the machine would say then, wherever a path leads', async () => {
  await fc.assert(
    fc.asyncProperty(path, moment, moment, async (steps, first, second) => {
      // A clock that was set back leaves waits that have yet to begin: only the machine knows of those.
      const ahead = steps.filter((step) => step.does !== 'jump')
      const told = await walk(ahead)
      const view = told.view()
      const [now, at] = [told.clock.now(), told.viewIn(first)]
      assert.equal(compared(viewAt(view, now + first)), compared(at))
      assert.equal(compared(viewAt(at, now + first + second)), compared(told.viewIn(first + second)))
    }),
    { numRuns: 300 },
  )
})

later('names its next change, until there is none', async () => {
  const told = await stories.awaitingCode('SMS')
  const view = told.view()
  const now = told.clock.now()
  const seen: number[] = []
  for (let next = viewAt(view, now); next.nextChangeAt !== null; next = viewAt(next, next.nextChangeAt))
    seen.push(next.nextChangeAt - now)
  assert.equal(seen, [40_000, 60_000])
})

later.run()
