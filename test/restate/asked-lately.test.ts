import type { ObjectContext } from '@restatedev/restate-sdk'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  forgetAskedLately,
  readAskedLately,
  writeAskedLately,
} from '../../src/restate/object/asked-lately.ts'

const lately = suite('what an enrollment was asked lately')

/** An object of Restate: one that keeps what was set, and notes the delays of what was sent. */
const anObject = () => {
  const kept = new Map<string, unknown>()
  const delays: unknown[] = []
  const request = () => ({ target: { service: 'MfaEnrollment', handler: 'timer', key: 'e' } })
  const ctx = {
    key: 'e',
    request,
    get: async (key: string) => kept.get(key) ?? null,
    set: (key: string, value: unknown) => void kept.set(key, value),
    clear: (key: string) => void kept.delete(key),
    genericSend: ({ delay }: { readonly delay: unknown }) => void delays.push(delay),
  } as unknown as ObjectContext
  return { ctx, kept, delays }
}

const requests = [
  { nonce: 'a', notAfter: 10 },
  { nonce: 'b', notAfter: 20 },
]

lately('is known as long as it could be sent again', async () => {
  const { ctx } = anObject()
  assert.equal(await readAskedLately(ctx, 0), [])
  writeAskedLately(ctx, requests)
  assert.equal(await readAskedLately(ctx, 10), requests)
  assert.equal(await readAskedLately(ctx, 11), requests.slice(1))
})

lately('is forgotten with the enrollment, by a timer where that is too early', async () => {
  const { ctx, kept, delays } = anObject()
  writeAskedLately(ctx, requests)
  await forgetAskedLately(ctx, 5)
  assert.equal(delays, [{ milliseconds: 16 }])
  assert.is(kept.size, 1)
  await forgetAskedLately(ctx, 21)
  assert.is(kept.size, 0)
  assert.is(delays.length, 1)
})

lately.run()
