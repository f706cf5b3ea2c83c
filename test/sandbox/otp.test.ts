import { randomBytes } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import jsQR from 'jsqr'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reveal } from '../../machines/index.ts'
import { appCode, otpOf, overHttp, secretOf, wrong } from './over-http.ts'

const otp = suite('enrolling an OTP')

/** The secret of RFC 6238 appendix B, wherever 20 random bytes are asked for. */
const rfcSecret = (size: number) =>
  size === 20 ? new TextEncoder().encode('12345678901234567890') : new Uint8Array(randomBytes(size))

// Appendix B, SHA1, the last six of its eight digits: the value modulo 10^6.
for (const [seconds, code] of [
  [59, '287082'],
  [1111111109, '081804'],
  [1234567890, '005924'],
  [2000000000, '279037'],
] as const) {
  otp(
    `binds with the code RFC 6238 gives for second ${seconds}`,
    overHttp({ random: rfcSecret, now: () => seconds * 1000 }, async ({ start, bind }) => {
      const { enrollmentToken } = otpOf(await start('OTP', {}))
      assert.is((await bind('OTP', enrollmentToken, code)).statusCode, 200)
    }),
  )
}

otp(
  'answers the URI in the vendor’s form, with a secret of 160 bits',
  overHttp({ poolName: 'Acme & Co' }, async ({ start }) => {
    const { qrCodeUri } = otpOf(await start('OTP', {})).otpData
    assert.match(
      qrCodeUri,
      /^otpauth:\/\/totp\/Acme%20%26%20Co:ann%40example\.com\?secret=[A-Z2-7]{32}&period=30&digits=6&algorithm=SHA1&issuer=Acme%20%26%20Co$/,
    )
    assert.is(secretOf(qrCodeUri).bytes.length, 20)
  }),
)

otp(
  'answers a recovery code of six groups of four hex digits, and a token of 172 characters',
  overHttp({}, async ({ start }) => {
    const { enrollmentToken, otpData } = otpOf(await start('OTP', {}))
    assert.match(otpData.recoveryCode, /^[0-9a-f]{4}(-[0-9a-f]{4}){5}$/)
    assert.is(enrollmentToken.length, 172)
    assert.is(Buffer.from(enrollmentToken, 'base64').length, 128)
  }),
)

/** Reads a greyscale PNG of bit depth 1 without filters, as RGBA. */
const pixelsOf = (dataUrl: string) => {
  const png = Buffer.from(dataUrl.replace('data:image/png;base64,', ''), 'base64')
  assert.is(png.toString('latin1', 1, 4), 'PNG')
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const dataAt = png.indexOf('IDAT')
  const rows = inflateSync(png.subarray(dataAt + 4, dataAt + 4 + png.readUInt32BE(dataAt - 4)))
  const rowBytes = 1 + Math.ceil(width / 8)
  const rgba = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at += 1) {
    const x = at % width
    const byte = rows.readUInt8(Math.floor(at / width) * rowBytes + 1 + (x >> 3))
    rgba.fill(byte & (0x80 >> (x & 7)) ? 255 : 0, at * 4, at * 4 + 3)
    rgba[at * 4 + 3] = 255
  }
  return { rgba, width, height }
}

otp(
  'answers a picture that a QR reader reads as the URI',
  overHttp({}, async ({ start }) => {
    const { qrCodeUri, qrCodeDataUrl } = otpOf(await start('OTP', {})).otpData
    const { rgba, width, height } = pixelsOf(qrCodeDataUrl)
    assert.is(jsQR.default(rgba, width, height)?.data, qrCodeUri)
  }),
)

otp(
  'takes a code of the step before and the step after, and none further away',
  overHttp({}, async ({ start, bind, clock }) => {
    for (const [steps, statusCode] of [
      [-2, 499],
      [2, 499],
      [-1, 200],
    ] as const) {
      const { enrollmentToken, otpData } = otpOf(await start('OTP', {}))
      const code = appCode(otpData.qrCodeUri, clock.now() + steps * 30_000)
      assert.is((await bind('OTP', enrollmentToken, code)).statusCode, statusCode, `${steps} steps`)
    }
    const { enrollmentToken, otpData } = otpOf(await start('OTP', {}))
    const next = appCode(otpData.qrCodeUri, clock.now() + 30_000)
    assert.is((await bind('OTP', enrollmentToken, next)).statusCode, 200)
  }),
)

otp(
  'survives any number of wrong codes with the same token and secret',
  overHttp({}, async ({ start, bind, clock }) => {
    const { enrollmentToken, otpData } = otpOf(await start('OTP', {}))
    const code = appCode(otpData.qrCodeUri, clock.now())
    for (let attempt = 0; attempt < 7; attempt += 1) {
      assert.is((await bind('OTP', enrollmentToken, wrong(code))).apiCode, 6001)
    }
    assert.is((await bind('OTP', enrollmentToken, code)).statusCode, 200)
  }),
)

otp(
  'asks for the code if there is none',
  overHttp({}, async ({ start, bind }) => {
    const { enrollmentToken } = otpOf(await start('OTP', {}))
    for (const nothing of [undefined, null, '']) {
      const reply = await bind('OTP', enrollmentToken, nothing)
      assert.is(reply.statusCode, 400)
      assert.is(reply.apiCode, 6003)
    }
  }),
)

otp(
  'keeps the secret it showed, and hides it when printed',
  overHttp({}, async ({ start, bind, clock, sandbox }) => {
    const { enrollmentToken, otpData } = otpOf(await start('OTP', {}))
    await bind('OTP', enrollmentToken, appCode(otpData.qrCodeUri, clock.now()))
    const secret = sandbox.factors()[0]?.secret
    assert.ok(secret)
    assert.is(reveal(secret), secretOf(otpData.qrCodeUri).base32)
    assert.not.match(JSON.stringify(sandbox.factors()), reveal(secret))
  }),
)

otp.run()
