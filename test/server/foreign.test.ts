import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { newSealingKey } from '../../src/durable/index.ts'
import { world, type Reply } from './server-world.ts'

const foreign = suite('the enrollment of somebody else')

const bytesOf = ({ status, headers, text }: Reply) => [status, [...headers], text]

const routes = [
  ['GET', ''],
  ['DELETE', ''],
  ['POST', '/events'],
  ['GET', '/stream'],
] as const

const commandBody = { type: 'enrollment.cancelled' }

foreign('is byte for byte what was never there, on every route', async () => {
  const { node, row } = world()
  const { ask, began, stop } = node()
  const id = await began()
  const before = await row(id)
  for (const [method, more] of routes) {
    const body = method === 'POST' ? { body: commandBody } : {}
    const theirs = await ask(method, `/enrollments/${id}${more}`, { as: 'bob', ...body })
    const never = await ask(method, `/enrollments/${'0'.repeat(22)}${more}`, { as: 'bob', ...body })
    const impossible = await ask(method, `/enrollments/${'x'.repeat(300)}${more}`, { as: 'bob', ...body })
    assert.is(theirs.status, 404)
    assert.equal(bytesOf(theirs), bytesOf(never))
    assert.equal(bytesOf(theirs), bytesOf(impossible))
  }
  assert.equal(await row(id), before, 'nothing was changed')
  await stop()
})

foreign('is the same answer as an address that is not there', async () => {
  const { node } = world()
  const { ask, began, stop } = node()
  const id = await began()
  const theirs = await ask('GET', `/enrollments/${id}`, { as: 'bob' })
  assert.equal(bytesOf(theirs), bytesOf(await ask('GET', '/nowhere', { as: 'bob' })))
  await stop()
})

foreign('stays hidden also where its key is missing, and the host hears of it', async () => {
  const { node } = world()
  const sealed = node({ engine: { keys: [newSealingKey()] } })
  const id = await sealed.began()
  const { ask, defects, stop } = node()
  const unreadable = await ask('GET', `/enrollments/${id}`, { as: 'bob' })
  assert.equal(bytesOf(unreadable), bytesOf(await ask('GET', '/enrollments/none', { as: 'bob' })))
  assert.match(String(defects[0]), 'key')
  await stop()
  await sealed.stop()
})

foreign('cannot be met by an Idempotency-Key of the same text', async () => {
  const { node } = world()
  const { began, stop } = node()
  const headers = { 'idempotency-key': 'one' }
  assert.is.not(await began({ headers }), await began({ as: 'bob', headers }))
  await stop()
})

foreign.run()
