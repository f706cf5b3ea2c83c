import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { newSealingKey } from '../../src/durable/index.ts'
import { enrollmentEndpoint, type EnrollmentEndpointOptions } from '../../src/restate/index.ts'

const endpoints = suite('the options of an endpoint')

const made = (options: Partial<EnrollmentEndpointOptions>) => () =>
  enrollmentEndpoint({
    keys: [newSealingKey()],
    service: () => {
      throw new Error('It is not asked.')
    },
    ...options,
  })

endpoints('hold a call within the time that Restate waits for it', () => {
  assert.not.throws(made({ callTimeoutMs: 600_000 }))
  for (const callTimeoutMs of [600_001, 0, Number.NaN, Infinity])
    assert.throws(made({ callTimeoutMs }), (error: Error) => error instanceof RangeError)
})

endpoints('take identity keys that are some, and repeat none that is not', () => {
  assert.not.throws(made({ identityKeys: ['publickeyv1_w7YHemBctH5Ck2nQRQ47iBBqhNHy4FV7t2Usbye2A6f'] }))
  for (const key of ['SECRET', 'publickeyv1_SECRET', 'publickeyv1_abc'])
    assert.throws(
      made({ identityKeys: [key] }),
      (error: Error) => error instanceof TypeError && !error.message.includes('SECRET'),
    )
})

endpoints.run()
