import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { EnrollmentHooks } from '../../src/index.ts'
import { choose, submitCode } from '../machines/examples.ts'
import { throws } from '../machines/scripted-service.ts'
import { live, type LiveOptions } from './live-enrollment.ts'
import { listening } from './listening-hooks.ts'
import { withoutSecrets } from './revived.ts'
import { stories } from './stories.ts'
import { uncaught } from './uncaught.ts'
import { warnings } from './warnings.ts'

const failing = suite('a hook that fails')

const cause = new Error('a hook of the test fails')
const throwing = () => {
  throw cause
}
const rejecting = () => Promise.reject(cause)
const ways = { throws: throwing, rejects: rejecting }

/** Hooks of a host without types: any of them may give a promise. */
const failingHooks = (name: 'onEvent' | 'onBound' | 'onEnd', how: keyof typeof ways): EnrollmentHooks => ({
  [name]: ways[how],
})

for (const name of ['onEvent', 'onBound', 'onEnd'] as const)
  for (const how of ['throws', 'rejects'] as const) {
    failing(`(${name} ${how}) stops nothing, and onDefect hears of it`, async () => {
      const heard: unknown[] = []
      const { hooks, order } = listening()
      const options: LiveOptions = {
        ...hooks,
        ...failingHooks(name, how),
        onDefect: (defect) => heard.push(defect),
      }
      const states: string[] = []
      const told = live(options)
      told.enrollment.subscribe(({ state }) => states.push(state))
      const thrown = await uncaught(() => told.send(choose.SMS, submitCode))
      assert.equal(states, ['requesting', 'awaitingCode', 'binding', 'done'])
      assert.equal(thrown, [])
      assert.equal(new Set(heard), new Set([cause]))
      assert.is(heard.length, name === 'onEvent' ? 4 : 1)
      const others = ['factor.bound', 'onBound', 'onEnd done'].filter(
        (_, index) => index !== ['onEvent', 'onBound', 'onEnd'].indexOf(name),
      )
      for (const other of others) assert.ok(order.includes(other), other)
    })

    failing(
      `(${name} ${how}) stops nothing, and without onDefect the console says so and no more`,
      async () => {
        const told = live(failingHooks(name, how))
        let thrown: readonly unknown[] = []
        const lines = await warnings(async () => {
          thrown = await uncaught(() => told.send(choose.SMS, submitCode))
        })
        assert.is(told.state(), 'done')
        assert.equal(thrown, [])
        assert.is(lines.length, name === 'onEvent' ? 4 : 1)
        assert.equal(
          new Set(lines),
          new Set(['mfa-enrollment: a hook failed (Error); give onDefect to hear why']),
        )
      },
    )
  }

failing('goes unheard not even if onDefect fails as well', async () => {
  const another = new Error('a reporter of the test fails')
  const onDefect = () => {
    throw another
  }
  const told = live({ onBound: throwing, onDefect })
  let thrown: readonly unknown[] = []
  const lines = await warnings(async () => {
    thrown = await uncaught(() => told.send(choose.SMS, submitCode))
  })
  assert.is(told.state(), 'done')
  assert.equal(thrown, [])
  assert.is(lines.length, 1)
  assert.not.match(lines.join(), another.message)
})

failing('while a record is gone on with does not keep it from going on', async () => {
  const heard: unknown[] = []
  const told = withoutSecrets(await stories.awaitingCode('SMS'), 1, {
    onEvent: throwing,
    onDefect: (defect) => heard.push(defect),
  })
  assert.is(told.state(), 'expired')
  assert.equal(heard, [cause, cause])
})

failing('makes no refused command throw', async () => {
  const heard: unknown[] = []
  const told = live({ onEvent: throwing, onDefect: (defect) => heard.push(defect) })
  assert.equal(told.enrollment.send(submitCode), { accepted: false, reason: 'notNow' })
  assert.equal(heard, [cause])
})

failing('is not waited for: the enrollment goes on while it takes its time', async () => {
  const told = live({ onBound: () => new Promise(() => undefined) })
  await told.send(choose.SMS, submitCode)
  assert.is(told.state(), 'done')
})

failing('beside a service that fails: onDefect hears of both', async () => {
  const heard: unknown[] = []
  const broken = new Error('a service of the test fails')
  const told = live({
    onEvent: throwing,
    onDefect: (defect) => heard.push(defect),
    script: { sendEnrollFactorRequest: [throws(broken)] },
  })
  await told.send(choose.OTP)
  assert.equal(heard, [cause, broken, cause, cause])
})

failing.run()
