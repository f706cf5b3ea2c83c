import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { sqliteStore } from '../../src/durable/index.ts'
import { sms, world } from './server-world.ts'

const repeated = suite('a request with an Idempotency-Key')

const keyed = (key: string, body: unknown = sms) => ({ body, headers: { 'idempotency-key': key } })

repeated('is answered from the record when it comes once more, and sends nothing', async () => {
  const { node, asked, code } = world()
  const { ask, show, send, stop } = node()
  const first = await ask('POST', '/enrollments', keyed('one'))
  const { generation } = await show(first.json.id)
  await send(first.json.id, { ...code(), generation })
  const again = await ask('POST', '/enrollments', keyed('one'))
  assert.equal([first.status, again.status], [201, 200])
  assert.is(again.headers.get('idempotency-replayed'), 'true')
  assert.is(first.headers.get('idempotency-replayed'), null)
  assert.equal([again.json.id, again.json.state], [first.json.id, 'done'])
  assert.is(again.headers.get('location'), first.headers.get('location'))
  assert.is(asked('sendEnrollFactorRequest'), 1)
  await stop()
})

repeated('is the same whatever the order of its keys', async () => {
  const { node } = world()
  const { ask, stop } = node()
  const { profile, factorType } = sms
  const { phoneNumber, phoneCountryCode } = profile
  await ask('POST', '/enrollments', keyed('one'))
  const turned = { profile: { phoneNumber, phoneCountryCode }, factorType }
  assert.is((await ask('POST', '/enrollments', keyed('one', turned))).status, 200)
  await stop()
})

repeated('with another body is refused, and shows nothing', async () => {
  const { node } = world()
  const { ask, stop } = node()
  await ask('POST', '/enrollments', keyed('one'))
  const other = await ask('POST', '/enrollments', keyed('one', { factorType: 'OTP' }))
  assert.equal([other.status, other.json.type], [422, '/problems/idempotency-key-reused'])
  assert.is(other.json.enrollment, undefined)
  await stop()
})

repeated('is told to wait while the first is under way', async () => {
  const { node, asked } = world()
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const { ask, stop } = node({
    wrapEngine: (engine) => ({
      ...engine,
      create: async (about) => {
        await gate
        return engine.create(about)
      },
    }),
  })
  const first = ask('POST', '/enrollments', keyed('one'))
  const second = ask('POST', '/enrollments', keyed('one'))
  // Which of them comes first is the business of the threads that hash.
  const early = await Promise.race([first, second])
  assert.equal([early.status, early.json.type], [409, '/problems/request-in-flight'])
  assert.is(early.headers.get('retry-after'), '1')
  letGo()
  const statuses = (await Promise.all([first, second])).map(({ status }) => status)
  assert.equal(statuses.toSorted(), [201, 409])
  assert.is((await ask('POST', '/enrollments', keyed('one'))).status, 200)
  assert.is(asked('sendEnrollFactorRequest'), 1)
  await stop()
})

const directory = mkdtempSync(join(tmpdir(), 'mfa-enrollment-'))
repeated.after(() => rmSync(directory, { recursive: true, force: true }))

for (const kind of ['memory', 'SQLite'])
  repeated(`begins one enrollment, whichever of two servers over one store in ${kind} hears it`, async () => {
    const store = kind === 'SQLite' ? await sqliteStore({ file: join(directory, 'one.db') }) : undefined
    const { node, asked } = world(store && { store })
    const [here, there] = [node(), node()]
    const both = await Promise.all([
      here.ask('POST', '/enrollments', keyed('one')),
      there.ask('POST', '/enrollments', keyed('one')),
    ])
    assert.equal(both.map(({ status }) => status).toSorted(), [200, 201])
    assert.is(both[0].json.id, both[1].json.id)
    const other = await there.ask('POST', '/enrollments', keyed('one', { factorType: 'OTP' }))
    assert.is(other.status, 422)
    assert.is(asked('sendEnrollFactorRequest'), 1)
    await here.stop()
    await there.stop()
    await store?.close()
  })

repeated('begins anew once its enrollment is erased', async () => {
  const { node } = world()
  const { ask, stop } = node()
  const first = await ask('POST', '/enrollments', keyed('one', { factorType: 'OTP' }))
  await ask('DELETE', `/enrollments/${first.json.id}`)
  assert.is((await ask('POST', '/enrollments', keyed('one', { factorType: 'OTP' }))).status, 201)
  await stop()
})

repeated('spends no limit when it is answered from the record', async () => {
  let spent = 0
  const { node } = world()
  const limits = {
    spend: async (spendings: readonly { readonly limit: string }[]) => {
      spent += spendings.filter(({ limit }) => limit === 'subject').length
      return null
    },
    giveBack: async () => undefined,
  }
  const { ask, stop } = node({ server: { limits } })
  await ask('POST', '/enrollments', keyed('one'))
  await ask('POST', '/enrollments', keyed('one'))
  assert.is(spent, 1)
  await stop()
})

for (const key of ['a b', 'ä', 'x'.repeat(256)])
  repeated(`is refused where its key cannot be one: ${key.slice(0, 5)}`, async () => {
    const { node } = world()
    const { ask, stop } = node()
    const { status, json } = await ask('POST', '/enrollments', keyed(key))
    assert.equal([status, json.type], [400, '/problems/invalid-idempotency-key'])
    await stop()
  })

repeated('without a key begins another one', async () => {
  const { node } = world()
  const { began, stop } = node()
  assert.is.not(await began(), await began({ body: { factorType: 'OTP' } }))
  await stop()
})

repeated.run()
