import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { plainText, reveal } from '../../src/index.ts'
import { choose, enrolled, otpUri, secrets, submitCode } from '../machines/examples.ts'
import { listed, refused, timedOut } from '../machines/scripted-service.ts'
import { live, screen } from '../live/live-enrollment.ts'

const texts = suite('text of a server')

const span = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index))

const unwanted = {
  'control characters': [...span(0x00, 0x1f), ...span(0x7f, 0x9f)],
  'bidi embeddings and overrides': span(0x20_2a, 0x20_2e),
  'bidi isolates': span(0x20_66, 0x20_69),
  'bidi marks': ['\u200E', '\u200F', '\u061C'],
  'zero-width characters': ['\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u180E', '\u00AD'],
  'invisible letters': ['\u034F', '\u115F', '\u3164', '\uFFA0'],
  'line and paragraph separators': ['\u2028', '\u2029'],
  'tag characters': ['\u{E0001}', '\u{E0041}', '\u{E007F}'],
  'halves of a character': ['\uD83D', '\uDC31'],
}
for (const [name, characters] of Object.entries(unwanted))
  texts(`loses ${name}`, () => {
    for (const character of characters) {
      const codePoint = character.codePointAt(0)?.toString(16)
      assert.is(plainText(`a${character}b`), 'ab', `U+${codePoint}`)
    }
  })

texts('loses what would clear a screen or set its title, and keeps the harmless rest', () => {
  assert.is(plainText('\u001B[2J\u001B]0;owned\u0007done\r\n'), '[2J]0;owneddone')
})

texts('keeps what people write, in any script', () => {
  for (const text of [
    'Zu viele Anfragen – bitte später!',
    '请求过于频繁',
    'نص عربي',
    'é e\u0301 🐱 <b>&amp;',
  ])
    assert.is(plainText(text), text)
})

texts('ends at 300 characters, or where it is told to', () => {
  assert.is(plainText('x'.repeat(10_000)), 'x'.repeat(300))
  assert.is(plainText('x'.repeat(10_000), 128), 'x'.repeat(128))
  assert.is(plainText(''), '')
})

texts('counts what is kept, so padding cannot push the text out', () => {
  assert.is(plainText(`${'\u200B'.repeat(10_000)}rest`), 'rest')
})

texts('never ends in half a character', () => {
  assert.is(plainText('🐱🐱', 3), '🐱')
})

texts('is clean, short and the same when it is cleaned again, whatever it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      const plain = plainText(text)
      assert.ok(plain.length <= 300)
      assert.not.match(plain, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
      assert.is(plainText(plain), plain)
    }),
  )
})

const otpAnswer = (recoveryCode: string) => ({
  _tag: 'Right' as const,
  right: { enrollmentToken: secrets.token, otpData: { qrCodeUri: otpUri, recoveryCode } },
})

const escape = '\u001B[2J\u202E'

texts('is cleaned where it is shown: the recovery code', async () => {
  const told = live({ script: { sendEnrollFactorRequest: [otpAnswer(`b471${escape}-8ec8\u200B`)] } })
  await told.send(choose.OTP, submitCode)
  assert.is(reveal(screen(told.view(), 'savingRecoveryCode').recoveryCode), 'b471[2J-8ec8')
})

texts('is cleaned where it is shown: the id of a request, 128 characters at most', async () => {
  const requestId = `${escape}req-1${'x'.repeat(1_000)}`
  const told = live({ script: { enrollFactor: [refused({ _tag: 'forbidden', requestId })] } })
  await told.send(choose.SMS, submitCode)
  assert.is(told.view().support.requestId, `[2Jreq-1${'x'.repeat(120)}`)
})

texts('is cleaned where it is shown: the id of a factor', async () => {
  const script = {
    enrollFactor: [timedOut],
    listEnrolledFactors: [listed(), listed(enrolled('SMS', `hex${escape}-1`))],
  }
  const told = live({ script })
  await told.send(choose.SMS, submitCode)
  assert.is(screen(told.view(), 'done').factorId, 'hex[2J-1')
})

texts('is never cut where it is a recovery code, for half of one opens nothing', async () => {
  const code = Array.from({ length: 200 }, (_, index) => `k${index}`).join('-')
  const told = live({ script: { sendEnrollFactorRequest: [otpAnswer(code)] } })
  await told.send(choose.OTP, submitCode)
  assert.is(reveal(screen(told.view(), 'savingRecoveryCode').recoveryCode), code)
})

texts.run()
