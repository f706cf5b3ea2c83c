import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { photoLimits, reveal } from '../../machines/index.ts'
import { face, jpegOf, jpegWeighing } from '../sandbox/pictures.ts'
import { world, type Asking } from './server-world.ts'

const photos = suite('a photo over HTTP')

const withPhotos = () => {
  const w = world()
  const sent: Uint8Array[] = []
  const photoUpload = () => {
    const upload = w.sandbox.photoUpload()
    return (photo: Uint8Array) => {
      sent.push(photo)
      return upload(photo)
    }
  }
  return { ...w, ...w.node({ server: { photoUpload } }), sent }
}

const jpeg = (raw: BodyInit): Asking => ({ raw, headers: { 'content-type': 'image/jpeg' } })

photos('is uploaded, and its key binds a face', async () => {
  const { ask, show, send, sandbox, stop } = withPhotos()
  const { status, json } = await ask('POST', '/photos', jpeg(face))
  assert.is(status, 201)
  const begun = await ask('POST', '/enrollments', { body: { factorType: 'FACE' } })
  const { generation } = await show(begun.json.id)
  const submitted = { type: 'photo.submitted', photo: json.photo, isExternalPhoto: false, generation }
  await send(begun.json.id, submitted)
  assert.is((await show(begun.json.id)).state, 'done')
  assert.is(sandbox.factors().length, 1)
  await stop()
})

photos('loses what it tells beside the picture before it leaves', async () => {
  const { ask, sent, stop } = withPhotos()
  await ask('POST', '/photos', jpeg(jpegWeighing(face.length + 1_000)))
  assert.ok((sent[0]?.length ?? 0) <= face.length)
  await stop()
})

photos('that is none is refused, and nothing is sent', async () => {
  const { ask, sent, stop } = withPhotos()
  const refusals: readonly (readonly [Asking, number])[] = [
    [jpeg('no photo'), 422],
    [jpeg(''), 400],
    [jpeg(jpegOf(16, 16)), 422],
    [jpeg(face.subarray(0, 200)), 422],
    [jpeg(jpegWeighing(photoLimits.maxBytes + 1)), 413],
    [{ raw: face, headers: { 'content-type': 'image/gif' } }, 415],
    [{ raw: face, headers: { 'content-type': 'application/octet-stream' } }, 415],
    [{ raw: face, headers: { 'content-type': 'image/jpeg', 'content-encoding': 'gzip' } }, 415],
  ]
  for (const [asking, status] of refusals) assert.is((await ask('POST', '/photos', asking)).status, status)
  assert.equal(sent, [])
  await stop()
})

photos('without a face is what the service says it is', async () => {
  const { ask, show, send, stop } = withPhotos()
  const { json } = await ask('POST', '/photos', jpeg(jpegOf(40, 40)))
  const begun = await ask('POST', '/enrollments', { body: { factorType: 'FACE' } })
  const { generation } = await show(begun.json.id)
  await send(begun.json.id, {
    type: 'photo.submitted',
    photo: json.photo,
    isExternalPhoto: false,
    generation,
  })
  const { state, error } = await show(begun.json.id)
  assert.equal([state, error], ['awaitingCode', 'photoRejected'])
  await stop()
})

const endless = () => new ReadableStream<Uint8Array>({ pull: () => new Promise<void>(() => undefined) })

photos('waits its turn where many come at once', async () => {
  const { ask, stop } = withPhotos()
  const slow = Array.from({ length: 24 }, (_, index) =>
    ask('POST', '/photos', { ...jpeg(endless()), as: `slow-${index % 12}` }),
  )
  const next = await ask('POST', '/photos', jpeg(face))
  assert.equal([next.status, next.json.reason], [503, 'overloaded'])
  void slow
  await stop()
})

photos('comes through while four people send theirs byte by byte', async () => {
  const { ask, stop } = withPhotos()
  const slow = Array.from({ length: 8 }, (_, index) =>
    ask('POST', '/photos', { ...jpeg(endless()), as: `slow-${index % 4}` }),
  )
  assert.is((await ask('POST', '/photos', jpeg(face))).status, 201)
  void slow
  await stop()
})

photos('of one person do not keep out those of others', async () => {
  const { ask, stop } = withPhotos()
  const slow = Array.from({ length: 8 }, () => ask('POST', '/photos', { ...jpeg(endless()), as: 'mallory' }))
  const third = await ask('POST', '/photos', { ...jpeg(face), as: 'mallory' })
  assert.equal([third.status, third.json.reason], [429, 'tooManyAtOnce'])
  assert.is((await ask('POST', '/photos', jpeg(face))).status, 201)
  void slow
  await stop()
})

photos('cannot be left where the host takes none', async () => {
  const { node } = world()
  const { ask, stop } = node()
  assert.is((await ask('POST', '/photos', jpeg(face))).status, 404)
  await stop()
})

photos('is named by a key that no log shows', async () => {
  const { ask, logs, sandbox, stop } = withPhotos()
  const { json } = await ask('POST', '/photos', jpeg(face))
  const stored = await sandbox.photoUpload()(face)()
  assert.is(stored._tag === 'Right' && typeof reveal(stored.right.key), 'string')
  assert.is(JSON.stringify(logs).includes(json.photo), false)
  await stop()
})

photos.run()
