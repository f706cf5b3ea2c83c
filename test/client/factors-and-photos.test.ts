import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { beginReplacement, finishReplacement, isRedacted, reveal } from '../../src/index.ts'
import { createRemoteDirectory, createRemotePhotoUpload } from '../../src/client/index.ts'
import { maskedDestinationOfFactor } from '../../src/view/index.ts'
import { face } from '../sandbox/pictures.ts'
import { origin, world } from '../server/server-world.ts'
import { createLine } from './remote-enrollment.ts'

const both = suite('factors and photos at a server')

const given = () => {
  const w = world()
  const node = w.node({ server: { photoUpload: () => w.sandbox.photoUpload() } })
  const line = createLine((request) => node.server.fetch(request))
  const options = { url: `${origin}/`, fetch: line.fetch, getAccessToken: async () => 'ann' }
  return {
    w,
    node,
    line,
    directory: createRemoteDirectory(options),
    upload: createRemotePhotoUpload(options),
  }
}

const right = <A>(either: { _tag: 'Left'; left: unknown } | { _tag: 'Right'; right: A }): A => {
  if (either._tag === 'Left') throw new Error(`Left: ${JSON.stringify(either.left)}`)
  return either.right
}

both('the list shows where codes go as the server masked it, and nothing of the rest', async () => {
  const { w, node, line, directory } = given()
  const id = await node.began()
  await node.send(id, { ...w.code(), generation: (await node.show(id)).generation })
  const [factor, ...more] = right(await directory.listEnrolledFactors()())
  assert.equal([factor?.factorType, more.length], ['SMS', 0])
  assert.ok(factor !== undefined && isRedacted(factor.profile))
  assert.equal(reveal(factor.profile), {})
  assert.is(maskedDestinationOfFactor(factor), '+86 188****5678')
  assert.equal(right(await directory.getFactor(factor.factorId)()), factor)
  assert.is(line.seen.at(-1)?.path, '/factors')
  await node.stop()
})

both('choices, removal, replacement and what is not there', async () => {
  const { w, node, directory } = given()
  assert.ok(right(await directory.listFactorsToEnroll()()).some(({ factorType }) => factorType === 'OTP'))
  const bind = async (phoneNumber = '18812345678') => {
    const body = { factorType: 'SMS', profile: { phoneCountryCode: '+86', phoneNumber } }
    const id = await node.began({ body })
    await node.send(id, { ...w.code(), generation: (await node.show(id)).generation })
  }
  await bind()
  const [old] = right(await directory.listEnrolledFactors()())
  const begun = right(await beginReplacement(directory, old?.factorId ?? '')())
  await bind('18900000000')
  assert.is(right(await finishReplacement(directory, begun, { isBound: true })()), 'reset')
  assert.is(w.sandbox.factors().length, 1)
  const missing = await directory.getFactor('nothing')()
  assert.equal(missing, { _tag: 'Left', left: { _tag: 'notFound' } })
  const unfit = await directory.resetFactor('\u0000')()
  assert.equal(unfit, { _tag: 'Left', left: { _tag: 'invalidInput', field: 'factorId' } })
  await node.stop()
})

both('a failure of the line or of the service is told apart', async () => {
  const { w, node, line, directory } = given()
  line.upset(/factors/, 'lost')
  const lost = await directory.listEnrolledFactors()()
  assert.equal(lost, { _tag: 'Left', left: { _tag: 'unreachable', mayHaveArrived: true } })
  w.sandbox.faults.add({ endpoint: 'listEnrolledFactors', kind: 'reset', times: 1 })
  const failed = await directory.listEnrolledFactors()()
  assert.is(failed._tag, 'Left')
  line.upset(/factors/, new Response('{"factors":[{}]}'))
  const nonsense = await directory.listEnrolledFactors()()
  assert.equal(nonsense, { _tag: 'Left', left: { _tag: 'invalidResponse', paths: ['factors'] } })
  await node.stop()
})

both('a photo is brought without its metadata, and what is none is not sent', async () => {
  const { node, line, upload } = given()
  const { key } = right(await upload(face)())
  assert.ok(isRedacted(key) && reveal(key) !== '')
  const sent = line.seen.length
  const refused = await upload(new Uint8Array([1, 2, 3]))()
  assert.equal(refused, { _tag: 'Left', left: { _tag: 'photoRejected' } })
  assert.is(line.seen.length, sent)
  await node.stop()
})

both.run()
