import { stripVTControlCharacters } from 'node:util'
import jsqr from 'jsqr'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import { challengeLines } from '../../src/cli/enroll/challenge-lines.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'
import { qrColumns, qrLines } from '../../src/cli/qr.ts'
import { wrapped } from '../../src/cli/wrapped.ts'
import { rasterise } from './rasterise.ts'

const qr = suite('the QR code as text')

const parameters = 'issuer=Sandbox&algorithm=SHA1&digits=6&period=30'
const uris = [
  `otpauth://totp/Sandbox:ann%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&${parameters}`,
  `otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP`,
  `otpauth://totp/${'%E8%AE%A4%E8%AF%81'.repeat(6)}?secret=${'JBSWY3DP'.repeat(8)}&${parameters}`,
]

const lightOnDark = { foreground: 230, background: 20 }
const darkOnLight = { foreground: 20, background: 235 }

const read = (lines: readonly string[], colours: typeof lightOnDark): string | undefined => {
  const { data, width, height } = rasterise(lines, colours)
  return jsqr.default(data, width, height, { inversionAttempts: 'dontInvert' })?.data
}

for (const style of ['blocks', 'ascii'] as const) {
  qr(`drawn with ${style} it reads as what it was made of, on a light-on-dark terminal`, () => {
    for (const uri of uris) assert.is(read(qrLines(uri, style, false), lightOnDark), uri)
  })

  qr(`drawn with ${style} and colours it reads the same on every terminal`, () => {
    for (const uri of uris) {
      const coloured = qrLines(uri, style, true)
      // White on black, whatever the terminal's own colours are.
      for (const line of coloured)
        assert.is(line, `\u001B[37;97;40m${stripVTControlCharacters(line)}\u001B[0m`)
      assert.is(read(coloured.map(stripVTControlCharacters), { foreground: 255, background: 0 }), uri)
    }
  })

  qr(`drawn with ${style} on a dark-on-light terminal it is the negative, which scanners read too`, () => {
    for (const uri of uris) {
      const { data, width, height } = rasterise(qrLines(uri, style, false), darkOnLight)
      assert.is(jsqr.default(data, width, height, { inversionAttempts: 'attemptBoth' })?.data, uri)
    }
  })

  qr(`drawn with ${style} every line has the width that was announced`, () => {
    for (const uri of uris)
      for (const line of qrLines(uri, style, false)) assert.is([...line].length, qrColumns(uri, style))
  })
}

qr('uses ASCII alone when asked to', () => {
  for (const line of qrLines(uris[0] ?? '', 'ascii', false)) assert.match(line, /^[# ]+$/)
})

const challenge = {
  factorType: 'OTP',
  otp: {
    uri: redact(uris[0] ?? ''),
    manualKey: redact('JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP'),
    digits: 6,
    period: 30,
    algorithm: 'SHA1',
    changed: false,
  },
} as const

const shown = (style: 'blocks' | 'ascii', columns: number, rows: number): string =>
  challengeLines(challenge, textsFor('en'), {
    style,
    isChosen: style === 'ascii',
    colours: false,
    wrap: (text) => wrapped(text, columns),
    columns,
    rows,
  }).join('\n')

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')

qr('a window too narrow for it gets the way out and the key instead of a torn picture', () => {
  const wide = qrColumns(uris[0] ?? '', 'ascii')
  const text = shown('ascii', wide - 1, 50)
  assert.not.match(text, '##')
  assert.match(
    inOneLine(text),
    `needs ${wide} columns and this window has ${wide - 1}. Type the key, or start again without --ascii.`,
  )
  assert.match(text, 'Key: JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP')
  assert.match(shown('ascii', wide, 50), '##')
})

/** Key, question and what is wrong stand below. */
const linesBelow = 5
const side = qrColumns(uris[0] ?? '', 'blocks')
const [highAscii, highBlocks] = [side + linesBelow, Math.ceil(side / 2) + linesBelow]

qr('to leave --ascii out is no way where the other picture would be cut off', () => {
  const low = highBlocks - 1
  assert.match(
    inOneLine(shown('ascii', side, low)),
    `needs ${side * 2} columns and ${highAscii} lines, and this window has ${side} and ${low}. Type the key, or start again in a larger window.`,
  )
  assert.match(inOneLine(shown('ascii', side, highBlocks)), 'or start again without --ascii.')
})

qr('a picture of # that is cut off below alone is told to leave --ascii out where that helps', () => {
  const low = inOneLine(shown('ascii', side * 2, highBlocks))
  assert.match(low, `make the window ${highAscii} lines high, start again without --ascii, or type the key.`)
  assert.not.match(inOneLine(shown('ascii', side * 2, highBlocks - 1)), 'without --ascii')
  assert.not.match(shown('ascii', side * 2, highAscii), 'make the window')
})

qr('a window too narrow for blocks is not told to leave --ascii out', () => {
  const text = shown('blocks', 30, 50)
  assert.not.match(text, '█')
  assert.match(inOneLine(text), 'Type the key, or start again in a wider window.')
  for (const line of text.split('\n')) assert.ok(line.length <= 30, 'words are not torn')
})

qr('a window too low for it is told how high it should be', () => {
  assert.match(shown('blocks', 80, 24), /make the window \d+ lines high, or type the key/)
  assert.not.match(shown('blocks', 80, 40), 'make the window')
})

qr.run()
