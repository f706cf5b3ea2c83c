import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, reveal } from '../../../machines/index.ts'
import { UnreadableEnrollmentError } from '../../../src/durable/engine/rows.ts'
import { createSealer } from '../../../src/durable/sealing/sealer.ts'
import { newSealingKey } from '../../../src/durable/sealing/sealing-key.ts'
import { bare } from '../../machines/examples.ts'
import { chooseSms, owner, quiet, world } from './world.ts'

const unreadable = suite('an enrollment that cannot be read')

const thrownBy = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  )

unreadable('names the key that is missing, and leaves what it holds as it is', async () => {
  const { process, row, pass, key } = world()
  const first = process()
  await first.create('one', chooseSms)
  await quiet()
  first.kill()
  const before = await row('one')
  const { engine, create, state, defects } = process({ keys: [newSealingKey()] })
  await engine.start()
  for (const error of [
    await thrownBy(engine.view('one')),
    await thrownBy(engine.send('one', bare('enrollment.cancelled'))),
    await thrownBy(engine.ownerOf('one')),
  ]) {
    assert.instance(error, UnreadableEnrollmentError)
    assert.match(String(error), `key ${key.id}`)
  }
  // Its minute ends, and the others' too.
  await create('other', { type: 'factor.chosen', factorType: 'OTP' })
  await pass(70_000)
  assert.is(await state('other'), 'expired')
  assert.equal((await row('one'))?.sealed, before?.sealed)
  assert.is((await row('one'))?.revision, before?.revision)
  assert.match(engine.health().unreadable ?? '', `key ${key.id}`)
  assert.is(defects.length, 1, 'told once')
  await engine.stop()
  // With the key again it goes on.
  const third = process()
  await third.engine.start()
  await pass(61_000)
  assert.is(await third.state('one'), 'expired')
  await third.engine.stop()
})

unreadable('may be erased, though nobody can open it', async () => {
  const { process, row } = world()
  await process().create('one')
  const { engine } = process({ keys: [newSealingKey()] })
  assert.is(await engine.erase('one'), true)
  assert.is(await row('one'), undefined)
})

unreadable('keys are changed without a pause: the newest seals, the older ones open', async () => {
  const { process, row, key, pass } = world()
  const newer = newSealingKey()
  const [before, after] = [process({ keys: [key, newer] }), process({ keys: [newer, key] })]
  await before.engine.start()
  await after.engine.start()
  await before.create('one', chooseSms)
  await quiet()
  await after.send('one', { type: 'code.submitted', passCode: '1' })
  await pass(61_000)
  assert.is(await before.state('one'), 'expired')
  await after.send('one', bare('enrollment.cancelled'))
  const sealed = (await row('one'))?.sealed ?? new Uint8Array()
  assert.ok(createSealer([newer]).isCurrent(sealed))
  assert.is(await before.state('one'), 'cancelled')
  await Promise.all([before.engine.stop(), after.engine.stop()])
})

unreadable('rows that were damaged, swapped or rolled back are told of, and left', async () => {
  const { process, store, row, pass } = world()
  const { engine, create, send } = process()
  await create('one')
  const old = await row('one')
  await send('one', chooseSms)
  await create('two')
  const [one, two] = [await row('one'), await row('two')]
  if (!old || !one || !two) throw new Error('rows are missing')
  const flipped = Uint8Array.from(one.sealed, (byte, index) => (index === 40 ? byte ^ 1 : byte))
  for (const sealed of [flipped, old.sealed, two.sealed, one.sealed.subarray(0, 20), new Uint8Array()]) {
    const now = await row('one')
    if (!now) throw new Error('the row is gone')
    // Under the same revision, as somebody would who writes into the database.
    await store.commit([{ type: 'erase', id: 'one', of: now.revision }])
    await store.commit([{ type: 'insert', row: { ...one, sealed, due: 0 } }])
    const error = await thrownBy(engine.view('one'))
    assert.instance(error, UnreadableEnrollmentError)
    assert.match(String(error), 'damaged')
  }
  await engine.start()
  await pass(2_000)
  assert.match(engine.health().unreadable ?? '', 'Enrollment one is damaged')
  assert.is((await engine.view('two'))?.state, 'idle')
  await engine.stop()
})

const storedAs = async (text: string) => {
  const w = world()
  const sealed = createSealer([w.key]).seal(redact(text), { kind: 'enrollment', id: 'one', revision: 1 })
  await w.store.commit([
    {
      type: 'insert',
      row: {
        id: 'one',
        revision: 1,
        seq: 0,
        due: w.clock.now(),
        writtenAt: w.clock.now(),
        isLeased: false,
        sealed,
      },
    },
  ])
  return w
}

const layout = {
  version: 1,
  secrets: '{}',
  owner,
  accessToken: null,
  usesAccessToken: false,
  requestDigest: null,
}

for (const [what, text] of Object.entries({
  'of an older layout': JSON.stringify({ version: 0, owner, more: 'unknown' }),
  'of an older version of the machine': JSON.stringify({ ...layout, record: { machineVersion: 0 } }),
  'whose secrets are of another': JSON.stringify({ ...layout, record: null }),
})) {
  unreadable(`a record ${what} is expired with a reason, still its owner's, and goes on`, async () => {
    const w = await storedAs(text)
    const { engine, state, send } = w.process()
    const view = await engine.view('one')
    assert.equal([view?.state, view?.error], ['expired', 'recordUnreadable'])
    // What was chosen is not known any more: it can be chosen anew, and not renewed.
    assert.equal([view?.can.choose, view?.can.renew], [true, false])
    const whose = await engine.ownerOf('one')
    assert.is(whose && reveal(whose), owner)
    assert.is((await send('one', chooseSms))?.accepted, true)
    assert.is(await state('one'), 'awaitingCode')
    await engine.stop()
  })

  unreadable(`a record ${what} is kept as long as any that has settled`, async () => {
    const w = await storedAs(text)
    const { engine, state, events } = w.process({ cancelAfterMs: 60_000 })
    await engine.start()
    await w.pass(50_000)
    const view = await engine.view('one')
    assert.equal([view?.state, view?.error], ['expired', 'recordUnreadable'])
    const whose = await engine.ownerOf('one')
    assert.is(whose && reveal(whose), owner)
    assert.equal(events, [])
    await w.pass(11_000)
    assert.is(await state('one'), 'cancelled')
    await engine.stop()
  })
}

for (const [what, text] of Object.entries({
  'of a newer layout': JSON.stringify({ version: 2, owner, more: 'unknown' }),
  'of a newer version of the machine': JSON.stringify({ ...layout, record: { machineVersion: 2 } }),
}))
  unreadable(`a record ${what} is left to whoever can read it, and told of`, async () => {
    const w = await storedAs(text)
    const before = await w.row('one')
    const { engine, defects, create } = w.process({ cancelAfterMs: 60_000, eraseAfterMs: 60_000 })
    await create('other')
    await engine.start()
    await w.pass(300_000)
    for (const error of [
      await thrownBy(engine.view('one')),
      await thrownBy(engine.send('one', bare('enrollment.cancelled'))),
    ]) {
      assert.instance(error, UnreadableEnrollmentError)
      assert.match(String(error), 'newer version')
    }
    const after = await w.row('one')
    assert.equal([after?.revision, after?.sealed], [before?.revision, before?.sealed])
    assert.is(defects.length, 1, 'told once')
    assert.is(await engine.view('other'), null)
    await engine.stop()
  })

unreadable('sealed text that is no JSON at all is expired, too', async () => {
  const w = await storedAs('not JSON')
  const { engine, state } = w.process()
  assert.is(await state('one'), 'expired')
  assert.is(await engine.ownerOf('one'), null)
  await engine.start()
  await w.pass(1_000)
  await engine.stop()
})

unreadable.run()
