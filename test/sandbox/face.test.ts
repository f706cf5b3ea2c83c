import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { keyOf, overHttp, tokenOf, type Wire } from './over-http.ts'
import { face, jpegOf } from './pictures.ts'

const faces = suite('enrolling a FACE')

const started = async ({ start }: Wire) => tokenOf(await start('FACE', {}))

faces(
  'gives a token alone, and binds with the key of a picture the person uploaded',
  overHttp({}, async (wire) => {
    const photo = keyOf(await wire.upload(face))
    const reply = await wire.start('FACE', {})
    assert.equal(Object.keys(Object(reply.data)), ['enrollmentToken'])
    const bound = await wire.bindFace(tokenOf(reply), { photo, isExternalPhoto: false })
    assert.is(bound.statusCode, 200)
    assert.equal(
      wire.sandbox.factors().map(({ factorType, profile, target }) => [factorType, profile, target]),
      [['FACE', {}, null]],
    )
    assert.equal(wire.sandbox.outbox, [])
  }),
)

faces(
  'names the factor with the vendor’s suffix',
  overHttp({ factorIds: 'user' }, async (wire) => {
    const photo = keyOf(await wire.upload(face))
    await wire.bindFace(await started(wire), { photo })
    assert.is(wire.sandbox.factors()[0]?.factorId, `${wire.sandbox.account.userId}|face`)
  }),
)

faces(
  'needs an e-mail address or a phone on the account (1703)',
  overHttp({}, async (wire) => {
    const { sandbox } = wire
    for (const [name, statusCode, apiCode] of [
      [{ username: 'bob' }, 422, 1703],
      [{ email: 'bob@example.com' }, 200, undefined],
      [{ phone: '+8618800000009' }, 200, undefined],
    ] as const) {
      const reply = await wire.as(sandbox.signIn(sandbox.addAccount(name))).start('FACE', {})
      assert.is(reply.statusCode, statusCode)
      assert.is(reply.apiCode, apiCode)
    }
  }),
)

faces(
  'refuses no picture (1700), one never uploaded or another’s (1701), and keeps the token for a better one',
  overHttp({}, async (wire) => {
    const { sandbox } = wire
    const bob = wire.as(sandbox.signIn(sandbox.addAccount({ email: 'bob@example.com' })))
    const his = keyOf(await bob.upload(face))
    const token = await started(wire)
    for (const [enrollmentData, apiCode] of [
      [{}, 1700],
      [null, 1700],
      [[], 1700],
      [{ photo: '' }, 1700],
      [{ photo: null, isExternalPhoto: null }, 1700],
      [{ passCode: '123456' }, 1700],
      [{ photo: 'photos/none.jpg' }, 1701],
      [{ photo: his }, 1701],
      [{ photo: `../${his}` }, 1701],
    ] as const) {
      const reply = await wire.bindFace(token, enrollmentData)
      assert.is(reply.statusCode, 400, JSON.stringify(enrollmentData))
      assert.is(reply.apiCode, apiCode, JSON.stringify(enrollmentData))
      assert.not.match(reply.text, 'photos/')
    }
    assert.is((await wire.bindFace(token, { photo: keyOf(await wire.upload(face)) })).statusCode, 200)
  }),
)

faces(
  'recognises a face in no picture with a side under 64 pixels (1702), and in every other',
  overHttp({}, async (wire) => {
    const token = await started(wire)
    for (const [width, height] of [
      [63, 200],
      [200, 63],
      [32, 32],
    ] as const) {
      const reply = await wire.bindFace(token, { photo: keyOf(await wire.upload(jpegOf(width, height))) })
      assert.is(reply.statusCode, 499)
      assert.is(reply.apiCode, 1702)
    }
    const photo = keyOf(await wire.upload(jpegOf(64, 64)))
    assert.is((await wire.bindFace(token, { photo })).statusCode, 200)
  }),
)

faces(
  'refuses a second face (1706), whatever the picture',
  overHttp({}, async (wire) => {
    const photo = keyOf(await wire.upload(face))
    await wire.bindFace(await started(wire), { photo })
    for (const enrollmentData of [{ photo }, {}]) {
      const reply = await wire.bindFace(await started(wire), enrollmentData)
      assert.is(reply.statusCode, 409)
      assert.is(reply.apiCode, 1706)
    }
    assert.is(wire.sandbox.factors().length, 1)
  }),
)

faces(
  'takes no external picture unless told to',
  overHttp({}, async (wire) => {
    const photo = 'https://example.com/ann.jpg'
    const reply = await wire.bindFace(await started(wire), { photo, isExternalPhoto: true })
    assert.is(reply.statusCode, 422)
    assert.match(reply.message, 'isExternalPhoto')
    // Without the flag it is a key, and an unknown one.
    assert.is((await wire.bindFace(await started(wire), { photo })).apiCode, 1701)
    assert.equal(wire.sandbox.factors(), [])
  }),
)

faces(
  'takes an external https link if told to, without fetching it, and nothing else',
  overHttp({ externalPhotos: true }, async (wire) => {
    const token = await started(wire)
    for (const photo of ['http://example.com/ann.jpg', `${wire.url}/ann.jpg`, 'ann.jpg', 'file:///ann.jpg']) {
      const reply = await wire.bindFace(token, { photo, isExternalPhoto: true })
      assert.is(reply.statusCode, 400, photo)
      assert.is(reply.message, 'Invalid parameter: photo')
    }
    assert.is((await wire.bindFace(token, { isExternalPhoto: true })).apiCode, 1700)
    assert.is((await wire.bindFace(token, { photo: 'x', isExternalPhoto: 'true' })).statusCode, 400)
    // Nobody has this address (RFC 6761 section 6.4): to fetch it would fail.
    const photo = 'https://photos.invalid/ann.jpg'
    assert.is((await wire.bindFace(token, { photo, isExternalPhoto: true })).statusCode, 200)
  }),
)

faces.run()
