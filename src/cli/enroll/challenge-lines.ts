import { reveal } from '../../../machines/index.ts'
import type { ChallengeView } from '../../view/index.ts'
import { qrColumns, qrLines, type QrStyle } from '../qr.ts'
import { wrapped } from '../wrapped.ts'

export interface ChallengeLinesOptions {
  readonly style: QrStyle
  readonly colour: boolean
  readonly columns: number
  readonly rows: number
}

/** Key, prompt and the line for what is wrong stand below the picture. */
const rowsBelow = 5

const tooWide = (text: string, { style, columns }: ChallengeLinesOptions): string => {
  const wide = qrColumns(text, style)
  const smaller = style === 'ascii' && qrColumns(text, 'blocks') <= columns
  const wayOut = smaller ? 'without --ascii' : 'in a wider window'
  return `The QR code needs ${wide} columns and this window has ${columns}. Type the key, or start again ${wayOut}.`
}

const tooLow = (needed: number): string =>
  `If the picture is cut off, make the window ${needed} lines high, or type the key.`

const picture = (text: string, options: ChallengeLinesOptions): readonly string[] => {
  if (qrColumns(text, options.style) > options.columns)
    return [wrapped(tooWide(text, options), options.columns)]
  const lines = qrLines(text, options.style, options.colour)
  const needed = lines.length + rowsBelow
  return needed <= options.rows ? lines : [...lines, '', wrapped(tooLow(needed), options.columns)]
}

/** What a person needs to see to answer a challenge: the QR code and the key, where there are any. */
export const challengeLines = (
  challenge: ChallengeView,
  options: ChallengeLinesOptions,
): readonly string[] => {
  if (challenge.factorType !== 'OTP') return []
  const { uri, manualKey } = challenge.otp
  return ['', ...picture(reveal(uri), options), '', `Key: ${reveal(manualKey)}`, '']
}
