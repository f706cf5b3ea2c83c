import { suite } from 'uvu'
import { photoIsAllowed } from '../../machines/enrollment/photo-reference.ts'
import * as assert from 'uvu/assert'
import { inspect } from 'node:util'
import * as E from '#fp-ts/Either'
import { UploadedPhoto, checkPhoto, decodeCommand, photoLimits, reveal } from '../../machines/index.ts'
import { colourfulJpeg, exifSegment, pixelsOf, soi } from '../machines/photo/made-jpeg.ts'
import { colourfulPng, metadataChunks } from '../machines/photo/made-png.ts'
import { concat, exifBlock, tellsPlanted } from '../machines/photo/planted-metadata.ts'
import { directoryAt, errorOf, uploadAt, valueOf } from './given.ts'
import { formOf, json, text, withServer, type Received } from './loopback.ts'

const upload = suite('the upload of a photo')

const plain = colourfulJpeg(64, 64)
const jpeg = concat(soi, exifSegment(exifBlock('MM', 1)), plain.subarray(2))
const png = colourfulPng(metadataChunks(1))

const uploaded = {
  code: 200,
  message: 'ok',
  data: { key: 'photos/4f2a.jpeg', url: 'https://files.example/photos/4f2a.jpeg' },
}

const fileOf = async (received: Received | undefined): Promise<File> => {
  if (received === undefined) throw new Error('nothing was received')
  const file = (await formOf(received)).get('file')
  if (!(file instanceof File)) throw new Error('there is no file')
  return file
}

upload('posts one file to the private folder, without a name that means anything', () =>
  withServer(
    (response) => json(response, uploaded),
    async ({ url, received }) => {
      const { key } = valueOf(await uploadAt(url)(jpeg)())
      assert.is(reveal(key), 'photos/4f2a.jpeg')
      assert.is(received.length, 1)
      const [one] = received
      assert.is(`${one?.method} ${one?.url}`, 'POST /api/v2/upload?folder=photos&private=true')
      assert.match(one?.headers['content-type'] ?? '', /^multipart\/form-data; ?boundary=/)
      assert.is(one?.headers.authorization, 'Bearer access-token-of-ann')
      assert.is(one?.headers['x-genauth-app-id'], 'app-1')
      const file = await fileOf(one)
      assert.equal([file.name, file.type], ['photo.jpeg', 'image/jpeg'])
      assert.equal([...(one === undefined ? [] : (await formOf(one)).keys())], ['file'])
    },
  ),
)

upload('sends the pixels and nothing that the camera wrote beside them', () =>
  withServer(
    (response) => json(response, uploaded),
    async ({ url, received }) => {
      assert.ok(tellsPlanted(jpeg) && tellsPlanted(png))
      valueOf(await uploadAt(url)(jpeg)())
      const sent = new Uint8Array(await (await fileOf(received[0])).arrayBuffer())
      assert.not.ok(tellsPlanted(sent))
      assert.equal(pixelsOf(sent), pixelsOf(plain))
    },
  ),
)

upload('sends a PNG as a PNG', () =>
  withServer(
    (response) => json(response, uploaded),
    async ({ url, received }) => {
      valueOf(await uploadAt(url)(png)())
      const file = await fileOf(received[0])
      assert.equal([file.name, file.type], ['photo.png', 'image/png'])
      const sent = new Uint8Array(await file.arrayBuffer())
      assert.equal(checkPhoto(sent), checkPhoto(png))
      assert.not.ok(tellsPlanted(sent))
    },
  ),
)

upload('sends the headers of the other brand, a bare token and the language where told', () =>
  withServer(
    (response) => json(response, uploaded),
    async ({ url, received }) => {
      valueOf(await uploadAt(url, { brand: 'authing', authorization: 'raw', lang: 'en-US' })(plain)())
      const headers = received[0]?.headers ?? {}
      assert.is(headers['x-authing-app-id'], 'app-1')
      assert.is(headers['x-authing-lang'], 'en-US')
      assert.is(headers.authorization, 'access-token-of-ann')
    },
  ),
)

upload('keeps the key redacted and drops the url', () =>
  withServer(
    (response) => json(response, { ...uploaded, data: { ...uploaded.data, id: 7 } }),
    async ({ url }) => {
      const answer = valueOf(await uploadAt(url)(plain)())
      assert.ok(UploadedPhoto.is(answer))
      assert.equal(Object.keys(answer), ['key'])
      for (const printed of [JSON.stringify(answer), inspect(answer, { depth: 9, showHidden: true })])
        assert.not.match(printed, /4f2a|files\.example/)
    },
  ),
)

for (const [name, body] of [
  ['statusCode, as V3 does', { statusCode: 200, data: { key: 'k' } }],
  ['code as a text', { code: '200', data: { key: 'k' } }],
] as const) {
  upload(`hears success where the server writes ${name}`, () =>
    withServer(
      (response) => json(response, body, 201),
      async ({ url }) => assert.is(reveal(valueOf(await uploadAt(url)(plain)()).key), 'k'),
    ),
  )
}

const cut = plain.subarray(0, plain.length - 20)
for (const [name, bytes] of [
  ['nothing', new Uint8Array()],
  ['a text', new TextEncoder().encode('<svg onload="alert(1)"/>')],
  ['a photo that was cut off', cut],
  ['a picture too small for a face', colourfulJpeg(8, 8)],
  ['a photo of too many bytes', concat(plain, new Uint8Array(photoLimits.maxBytes))],
] as const) {
  upload(`sends nothing, and asks for no token, where the photo is ${name}`, () =>
    withServer(
      (response) => json(response, uploaded),
      async ({ url, received }) => {
        let asked = 0
        const getAccessToken = async () => {
          asked += 1
          return 'token'
        }
        assert.equal(errorOf(await uploadAt(url, { getAccessToken })(bytes)()), { _tag: 'photoRejected' })
        assert.equal([received.length, asked], [0, 0])
      },
    ),
  )
}

for (const [name, status, body, expected] of [
  ['HTTP 413', 413, '', { _tag: 'photoRejected', statusCode: 413 }],
  ['HTTP 400', 400, '', { _tag: 'photoRejected', statusCode: 400 }],
  ['a code of 413', 200, { code: 413 }, { _tag: 'photoRejected', statusCode: 413 }],
  ['a code of 400', 200, { code: 400 }, { _tag: 'photoRejected', statusCode: 400 }],
  ['a code of 499', 200, { code: 499 }, { _tag: 'photoRejected', statusCode: 499 }],
  ['a code of 403', 200, { code: 403 }, { _tag: 'forbidden', statusCode: 403 }],
  [
    'a code of 500 and an apiCode as a text',
    200,
    { code: 500, apiCode: '424242' },
    { _tag: 'serverFault', statusCode: 500, apiCode: 424_242 },
  ],
  ['HTTP 500', 500, '', { _tag: 'serverFault', statusCode: 500 }],
  ['HTTP 404', 404, '', { _tag: 'notFound', statusCode: 404 }],
  ['no data', 200, { code: 200 }, { _tag: 'invalidResponse', paths: ['data'], statusCode: 200 }],
  ['a url alone', 200, { code: 200, data: { url: 'https://files.example/x' } }, 'data.key'],
  ['an empty key', 200, { code: 200, data: { key: '' } }, 'data.key'],
  ['a key that is a number', 200, { code: 200, data: { key: 7 } }, 'data.key'],
  ['a key with a line break', 200, { code: 200, data: { key: 'photos/\r\nx' } }, 'data.key'],
  ['a key of spaces', 200, { code: 200, data: { key: '   ' } }, 'data.key'],
  ['a key that begins with a space', 200, { code: 200, data: { key: ' photos/x' } }, 'data.key'],
  ['a key that ends with a space', 200, { code: 200, data: { key: 'photos/x ' } }, 'data.key'],
  ['a key with a blank that is no space', 200, { code: 200, data: { key: 'photos/a\u00a0b' } }, 'data.key'],
  ['a key that looks like a link', 200, { code: 200, data: { key: 'x:y' } }, 'data.key'],
  ['a link in the place of a key', 200, { code: 200, data: { key: 'https://files.example/x' } }, 'data.key'],
  ['a link without a scheme', 200, { code: 200, data: { key: '//files.example/x' } }, 'data.key'],
  ['a key with a backslash', 200, { code: 200, data: { key: '\\\\files\\x' } }, 'data.key'],
  ['a key that reads backwards', 200, { code: 200, data: { key: 'photos/\u202egpj.x' } }, 'data.key'],
] as const) {
  const error =
    typeof expected === 'string' ? { _tag: 'invalidResponse', paths: [expected], statusCode: 200 } : expected
  upload(`is told as ${error._tag} after ${name}, and sent once`, () =>
    withServer(
      (response) => (typeof body === 'string' ? text(response, body, status) : json(response, body, status)),
      async ({ url, received }) => {
        assert.equal(errorOf(await uploadAt(url)(plain)()), error)
        assert.is(received.length, 1)
      },
    ),
  )
}

for (const key of ['photos/4f2a.jpeg', 'photos/ann lee.jpeg', 'x', '照片/1.jpeg', 'k'.repeat(512)]) {
  upload(`gives a key that photo.submitted takes: ${key.slice(0, 20)}`, () =>
    withServer(
      (response) => json(response, { code: 200, data: { key } }),
      async ({ url }) => {
        const photo = valueOf(await uploadAt(url)(plain)()).key
        assert.is(reveal(photo), key)
        const command = decodeCommand({ type: 'photo.submitted', photo, isExternalPhoto: false })
        assert.ok(E.isRight(command))
        assert.ok(photoIsAllowed(key, false, false))
      },
    ),
  )
}

upload('is sent once more, whole, with a fresh access token after a 401', () =>
  withServer(
    (response, { headers }) => {
      if (headers.authorization === 'Bearer fresh') json(response, uploaded)
      else json(response, { code: 401 }, 401)
    },
    async ({ url, received }) => {
      const upload401 = uploadAt(url, {
        getAccessToken: async ({ refresh }) => (refresh ? 'fresh' : 'stale'),
      })
      valueOf(await upload401(jpeg)())
      assert.is(received.length, 2)
      const [first, second] = await Promise.all(
        received.map((one) => fileOf(one).then((file) => file.arrayBuffer())),
      )
      assert.equal(new Uint8Array(first ?? []), new Uint8Array(second ?? []))
    },
  ),
)

upload('has a time limit of its own: it outlives that of the other calls', () => {
  let answer: () => void = () => undefined
  let arrive: () => void = () => undefined
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  return withServer(
    (response, { url }) => {
      if (!url.startsWith('/api/v2/upload')) return
      answer = () => json(response, uploaded)
      arrive()
    },
    async ({ url }) => {
      const limits = { timeoutMs: 60, uploadTimeoutMs: 60_000 }
      const uploading = uploadAt(url, limits)(plain)()
      await arrived
      // Begun after the upload, and out of time before it.
      assert.equal(errorOf(await directoryAt(url, limits).listFactorsToEnroll()()), { _tag: 'timedOut' })
      answer()
      valueOf(await uploading)
    },
  )
})

upload('is timed out in the end', () =>
  withServer(
    () => undefined,
    async ({ url }) =>
      assert.equal(errorOf(await uploadAt(url, { uploadTimeoutMs: 60 })(plain)()), { _tag: 'timedOut' }),
  ),
)

upload('is left at once by a caller who leaves, and not begun for one who had left', () => {
  const controller = new AbortController()
  return withServer(
    () => controller.abort(),
    async ({ url, received }) => {
      const before = errorOf(await uploadAt(url)(plain, { signal: AbortSignal.abort() })())
      assert.equal(before, { _tag: 'unreachable', mayHaveArrived: false })
      assert.is(received.length, 0)
      const during = errorOf(await uploadAt(url)(plain, { signal: controller.signal })())
      assert.equal(during, { _tag: 'unreachable', mayHaveArrived: true })
    },
  )
})

upload('only describes itself until it is run', () =>
  withServer(
    (response) => json(response, uploaded),
    async ({ url, received }) => {
      const task = uploadAt(url)(plain)
      valueOf(
        await directoryAt(url, {
          fetch: async () => Response.json({ statusCode: 200 }),
        }).listFactorsToEnroll()(),
      )
      assert.is(received.length, 0)
      valueOf(await task())
      assert.is(received.length, 1)
    },
  ),
)

upload.run()
