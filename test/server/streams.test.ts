import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import type { Authenticate } from '../../src/server/index.ts'
import { listening } from './event-reader.ts'
import { origin, quiet, world } from './server-world.ts'

const streams = suite('a stream of an enrollment')

const streamOf = async (node: ReturnType<ReturnType<typeof world>['node']>, id: string, as = 'ann') => {
  const response = await node.fetched('GET', `/enrollments/${id}/stream`, { as })
  assert.is(response.status, 200)
  return listening(response)
}

streams('tells how it is, each change, and the end', async () => {
  const { node, code } = world()
  const here = node()
  const id = await here.began()
  const { story, isClosed, events } = await streamOf(here, id)
  await quiet()
  const { generation } = await here.show(id)
  await here.send(id, { ...code(), generation })
  await quiet()
  assert.equal(story(), ['awaitingCode', 'binding', 'done', 'end'])
  assert.ok(isClosed())
  assert.is(events()[0]?.data.id, id)
  await here.stop()
})

streams('is an event stream that no proxy keeps back', async () => {
  const { node } = world()
  const here = node()
  const id = await here.began()
  const response = await here.fetched('GET', `/enrollments/${id}/stream`)
  assert.is(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  assert.is(response.headers.get('x-accel-buffering'), 'no')
  await response.body?.cancel()
  await here.stop()
})

streams('hears of what another process did', async () => {
  const w = world()
  const [here, there] = [w.node(), w.node()]
  const id = await here.began()
  const { story } = await streamOf(here, id)
  const { generation } = await there.show(id)
  await there.send(id, { ...w.code(), generation })
  await w.pass(2_000)
  assert.equal(story(), ['awaitingCode', 'done', 'end'])
  await here.stop()
  await there.stop()
})

streams('ends when the enrollment is erased elsewhere', async () => {
  const w = world()
  const [here, there] = [w.node(), w.node()]
  const id = await here.began()
  const { story, isClosed } = await streamOf(here, id)
  assert.is((await there.ask('DELETE', `/enrollments/${id}`)).status, 204)
  await w.pass(2_000)
  assert.equal(story(), ['awaitingCode', 'end'])
  assert.ok(isClosed())
  await here.stop()
  await there.stop()
})

streams('shows every 15 seconds that it is alive', async () => {
  const { node, clock } = world()
  const here = node()
  const id = await here.began()
  const { text, leave } = await streamOf(here, id)
  for (let beat = 0; beat < 2; beat += 1) {
    clock.advance(15_000)
    await quiet()
  }
  assert.is(
    text()
      .split('\n\n')
      .filter((block) => block === ':').length,
    2,
  )
  await leave()
  await here.stop()
})

streams('closes when the access token is over', async () => {
  const { node, clock } = world()
  const authenticate: Authenticate = async () => ({
    subject: 'ann',
    getAccessToken: async () => redact('token'),
    expiresAt: clock.now() + 30_000,
    byCookie: false,
  })
  const here = node({ server: { authenticate } })
  const id = await here.began()
  const { story, isClosed } = await streamOf(here, id)
  clock.advance(29_000)
  await quiet()
  assert.is(isClosed(), false)
  clock.advance(1_000)
  await quiet()
  assert.equal(story(), ['awaitingCode', 'expired'])
  assert.ok(isClosed())
  await here.stop()
})

streams('are five for one person, and free again when they are left', async () => {
  const { node } = world()
  const here = node()
  const id = await here.began()
  const bobs = await here.began({ as: 'bob' })
  const five = []
  for (let one = 0; one < 5; one += 1) five.push(await streamOf(here, id))
  const sixth = await here.ask('GET', `/enrollments/${id}/stream`)
  assert.equal([sixth.status, sixth.json.type], [429, '/problems/too-many-streams'])
  const ofBob = await streamOf(here, bobs, 'bob')
  await five[0]?.leave()
  const again = await streamOf(here, id)
  for (const stream of [...five, ofBob, again]) await stream.leave()
  await here.stop()
})

streams('leave nothing behind when they are left', async () => {
  const { node, clock } = world()
  const here = node()
  const id = await here.began()
  const before = clock.pending.size
  const all = []
  for (let person = 0; person < 5; person += 1) all.push(await streamOf(here, id))
  assert.ok(clock.pending.size > before)
  for (const stream of all) await stream.leave()
  assert.is(clock.pending.size, before, 'no timer is left')
  await here.stop()
})

streams('are closed when the server stops, and none is opened any more', async () => {
  const { node } = world()
  const here = node()
  const id = await here.began()
  const { isClosed } = await streamOf(here, id)
  await here.server.stop()
  await quiet()
  assert.ok(isClosed())
  const refused = await here.ask('GET', `/enrollments/${id}/stream`)
  assert.equal([refused.status, refused.json.reason], [503, 'stopping'])
  await here.stop()
})

streams('are not opened by a HEAD', async () => {
  const { node, clock } = world()
  const here = node()
  const id = await here.began()
  const before = clock.pending.size
  const { status, headers, text } = await here.ask('HEAD', `/enrollments/${id}/stream`)
  assert.equal([status, headers.get('content-type'), text], [200, 'text/event-stream; charset=utf-8', ''])
  assert.is(clock.pending.size, before)
  await here.stop()
})

streams('keep the last view alone for a reader that is slow, and drop one that reads nothing', async () => {
  const { node, clock, code } = world()
  const here = node()
  const id = await here.began()
  const response = await here.fetched('GET', `/enrollments/${id}/stream`)
  const { generation } = await here.show(id)
  await here.send(id, { ...code(), generation })
  const slow = listening(response)
  await quiet()
  assert.equal(slow.story(), ['awaitingCode', 'done', 'end'], 'nobody waits for what is over')

  const other = await here.began()
  const unread = await here.fetched('GET', `/enrollments/${other}/stream`)
  for (let beat = 0; beat < 3; beat += 1) {
    clock.advance(15_000)
    await quiet()
  }
  const late = unread.body?.getReader()
  const broken = await late
    ?.read()
    .then(() => late.read())
    .catch((cause: unknown) => cause)
  assert.instance(broken, Error)
  await here.stop()
})

streams('are so many as the server may have, of all people', async () => {
  const { node } = world()
  const here = node({ server: { mostStreams: 2 } })
  const open: Awaited<ReturnType<typeof streamOf>>[] = []
  for (const as of ['ann', 'bob']) open.push(await streamOf(here, await here.began({ as }), as))
  const cleos = await here.began({ as: 'cleo' })
  const third = await here.ask('GET', `/enrollments/${cleos}/stream`, { as: 'cleo' })
  assert.equal(
    [third.status, third.json.type, third.headers.get('retry-after')],
    [503, '/problems/overloaded', '15'],
  )
  await open[0]?.leave()
  open.push(await streamOf(here, cleos, 'cleo'))
  for (const stream of open) await stream.leave()
  await here.stop()
})

streams('have the host hang up on who reads nothing, whatever comes of that for others', async () => {
  const { node, clock } = world()
  const here = node()
  const ids = [await here.began(), await here.began({ as: 'bob' }), await here.began({ as: 'cleo' })]
  let hungUp = 0
  const broken = new Error('There is no connection')
  const opened = async (id: string | undefined, as: string, hangUp: () => void) => {
    const request = new Request(`${origin}/enrollments/${id}/stream`, {
      headers: { authorization: `Bearer ${as}` },
    })
    return here.server.fetch(request, { hangUp })
  }
  const throwing = await opened(ids[0], 'ann', () => {
    throw broken
  })
  const unread = await opened(ids[1], 'bob', () => {
    hungUp += 1
  })
  const read = listening(
    await opened(ids[2], 'cleo', () => {
      throw new Error('It reads')
    }),
  )
  for (let beat = 0; beat < 4; beat += 1) {
    clock.advance(15_000)
    await quiet()
  }
  assert.is(hungUp, 1, 'once')
  assert.equal(here.defects, [broken])
  assert.is(read.isClosed(), false)
  for (const dropped of [throwing, unread])
    assert.match(await dropped.text(), /^event: view\n[^\n]*\n\n$/, 'what was sent before, and no error')
  await read.leave()
  await here.stop()
})

streams.run()
