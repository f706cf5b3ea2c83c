import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { keyOf, otpOf, overHttp, type Uploaded } from './over-http.ts'
import { face, jpegOf, jpegWeighing } from './pictures.ts'

const uploads = suite('uploading a photo')

const png = (dataUrl: string) =>
  new Uint8Array(Buffer.from(dataUrl.replace('data:image/png;base64,', ''), 'base64'))

uploads(
  'takes a JPEG and a PNG by what they are, and answers in the older way',
  overHttp({}, async ({ upload, start, url }) => {
    const { qrCodeDataUrl } = otpOf(await start('OTP')).otpData
    for (const [file, ending] of [
      [face, 'jpg'],
      [png(qrCodeDataUrl), 'png'],
    ] as const) {
      const reply = await upload(file)
      assert.is(reply.status, 200)
      assert.equal(Object.keys(reply).toSorted(), ['code', 'data', 'message', 'status', 'statusCode'])
      assert.is(reply.code, 200)
      assert.is(reply.statusCode, 200)
      assert.match(keyOf(reply), new RegExp(`^photos/[0-9a-f]{32}\\.${ending}$`))
      assert.is(reply.data?.url, `${url}/api/v2/files/${keyOf(reply)}`)
    }
  }),
)

uploads(
  'takes the folder as a field too, as Guard sends it, and other fields beside it',
  overHttp({}, async ({ url, headers }) => {
    const send = async (query: string, fields: Readonly<Record<string, string>>) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.set(name, value)
      body.set('file', new Blob([face]), 'personal.jpeg')
      const { 'content-type': _, ...rest } = headers
      const response = await fetch(`${url}/api/v2/upload${query}`, { method: 'POST', headers: rest, body })
      const reply: Uploaded = JSON.parse(await response.text())
      return reply
    }
    assert.match(keyOf(await send('', { folder: 'faces' })), /^faces\//)
    assert.match(keyOf(await send('?folder=photos', { folder: 'faces', other: 'x' })), /^photos\//)
    assert.match(keyOf(await send('', {})), /^photos\//)
    for (const folder of ['..', '../up', '/', 'a/b', '.hidden', 'x'.repeat(33), '%2e%2e'])
      assert.is((await send('', { folder })).statusCode, 400, folder)
    assert.is((await send('?private=perhaps', {})).statusCode, 400)
  }),
)

const damaged = Uint8Array.from(face.slice(0, face.length - 40))

uploads(
  'refuses what is no such picture with 400, and keeps nothing of it',
  overHttp({}, async ({ upload }) => {
    const gif = new TextEncoder().encode('GIF89a and so on')
    for (const file of [new Uint8Array(), gif, damaged, jpegOf(31, 31), null]) {
      const reply = await upload(file)
      assert.is(reply.status, 200)
      assert.is(reply.statusCode, 400)
      assert.is(reply.code, 400)
      assert.match(reply.message, 'file')
      assert.is(reply.data, undefined)
    }
  }),
)

uploads(
  'refuses what is no form with a file in it',
  overHttp({}, async ({ url, headers }) => {
    const multipart = 'multipart/form-data; boundary=x'
    for (const [type, body] of [
      ['application/json', '{"file":"x"}'],
      ['multipart/form-data', '--x--'],
      [multipart, ''],
      [multipart, '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\nno file'],
      [multipart, '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\na text\r\n--x--\r\n'],
      [multipart, '--x\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nx\r\n--x--\r\n'],
    ] as const) {
      const reply = await fetch(`${url}/api/v2/upload`, {
        method: 'POST',
        headers: { ...headers, 'content-type': type },
        body,
      })
      assert.is(JSON.parse(await reply.text()).statusCode, 400, body)
    }
  }),
)

uploads(
  'takes 10 MB, and refuses a byte more with 413, over HTTP’s own status as well',
  overHttp({}, async ({ upload }) => {
    const most = 10 * 1024 * 1024
    for (const bytes of [most + 1, most + 1024 * 1024]) {
      const reply = await upload(jpegWeighing(bytes))
      assert.is(reply.status, 413)
      assert.is(reply.statusCode, 413)
    }
    assert.is((await upload(jpegWeighing(most))).statusCode, 200)
  }),
)

uploads(
  'asks who it is, and for which application',
  overHttp({}, async ({ upload, as, url, headers }) => {
    assert.is((await as('nobody').upload(face)).apiCode, '2020')
    assert.is((await as('').upload(face)).statusCode, 401)
    const { 'x-genauth-app-id': _, 'content-type': __, ...rest } = headers
    const body = new FormData()
    body.set('file', new Blob([face]))
    const reply = await fetch(`${url}/api/v2/upload`, { method: 'POST', headers: rest, body })
    assert.is(JSON.parse(await reply.text()).statusCode, 400)
    assert.is((await upload(face)).statusCode, 200)
  }),
)

const look = (address: string | undefined, token?: string) =>
  fetch(address ?? '', { headers: token === undefined ? {} : { authorization: token } })

uploads(
  'shows a private picture to who uploaded it, and is nothing to others',
  overHttp({}, async (wire) => {
    const { sandbox } = wire
    const address = (await wire.upload(face)).data?.url
    const theirs = await look(address, sandbox.accessToken)
    assert.is(theirs.status, 200)
    assert.is(theirs.headers.get('content-type'), 'image/jpeg')
    assert.is(theirs.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(new Uint8Array(await theirs.arrayBuffer()), face)
    const bob = sandbox.signIn(sandbox.addAccount({ username: 'bob' }))
    const none = await look(`${address ?? ''}x`)
    for (const token of [undefined, 'nobody', bob]) {
      const refused = await look(address, token)
      assert.is(refused.status, none.status)
      assert.is(refused.status, 404)
    }
  }),
)

uploads(
  'shows a public picture to everybody',
  overHttp({}, async ({ upload }) => {
    const address = (await upload(face, '?folder=photos&private=false')).data?.url
    assert.equal(new Uint8Array(await (await look(address)).arrayBuffer()), face)
  }),
)

uploads(
  'keeps the newest pictures when many come, and lets the oldest go',
  overHttp({}, async ({ upload, sandbox }) => {
    const large = jpegWeighing(8 * 1024 * 1024)
    const addresses: (string | undefined)[] = []
    for (let round = 0; round < 8; round += 1) addresses.push((await upload(large)).data?.url)
    // 64 MB in all are kept.
    assert.is((await look(addresses[0], sandbox.accessToken)).status, 200)
    addresses.push((await upload(large)).data?.url)
    assert.is((await look(addresses[0], sandbox.accessToken)).status, 404)
    assert.is((await look(addresses.at(-1), sandbox.accessToken)).status, 200)
  }),
)

uploads(
  'meets faults and the request log as every endpoint does',
  overHttp({}, async ({ upload, sandbox }) => {
    sandbox.faults.add({ endpoint: 'upload', kind: 'reset', times: 1 })
    assert.is(await upload(face).catch(() => 'no reply'), 'no reply')
    await upload(face)
    assert.equal(
      sandbox.requests.map(({ endpoint, statusCode, fault }) => [endpoint, statusCode, fault]),
      [
        ['upload', null, 'reset'],
        ['upload', 200, null],
      ],
    )
  }),
)

uploads.run()
