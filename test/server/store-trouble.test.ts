import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { StoreError, type Engine, type StoreTrouble } from '../../src/durable/index.ts'
import { world } from './server-world.ts'

const trouble = suite('a store that fails')

const failing = (kind: StoreTrouble) => {
  const fail = () => Promise.reject(new StoreError(kind, 'Not for people.'))
  const wrapEngine = (engine: Engine): Engine => ({ ...engine, create: fail, send: fail, view: fail })
  return { wrapEngine }
}

const asked = (id: string) =>
  [
    ['POST', '/enrollments', { factorType: 'OTP' }],
    ['POST', `/enrollments/${id}/events`, { type: 'enrollment.cancelled' }],
    ['GET', `/enrollments/${id}`, undefined],
  ] as const

const typeIn = (text: string): string => String(JSON.parse(text).type)

trouble('is told apart from one that may have taken what it was sent', async () => {
  const { node } = world()
  const whole = node()
  const id = await whole.began()
  for (const [kind, ofChange, ofReading] of [
    ['unavailable', 'store-unavailable', 'store-unavailable'],
    ['outcomeUnknown', 'outcome-unknown', 'store-unavailable'],
  ] as const) {
    const { ask, stop } = node(failing(kind))
    for (const [method, path, body] of asked(id)) {
      const { status, text } = await ask(method, path, { body })
      assert.is(status, 503)
      assert.is(typeIn(text), `/problems/${method === 'GET' ? ofReading : ofChange}`, `${kind} ${method}`)
      assert.is(/may have been taken/.test(text), typeIn(text) === '/problems/outcome-unknown')
    }
    await stop()
  }
  await whole.stop()
})

trouble.run()
