import { reveal } from '../../../machines/index.ts'
import type { ChallengeView } from '../../view/index.ts'
import { qrColumns, qrLines, type QrStyle } from '../qr.ts'
import type { CliTexts } from '../texts/texts.ts'

export interface ChallengeLinesOptions {
  /** Null draws no picture. */
  readonly style: QrStyle | null
  /** The person asked for ASCII, and could do without. */
  readonly isChosen: boolean
  readonly colours: boolean
  readonly wrap: (text: string) => string
  readonly columns: number
  readonly rows: number
}

/** Key, prompt and the line for what is wrong stand below the picture. */
const rowsBelow = 5

const picture = (
  text: string,
  style: QrStyle,
  { remark }: CliTexts,
  { isChosen, colours, wrap, columns, rows }: ChallengeLinesOptions,
): readonly string[] => {
  const wide = qrColumns(text, style)
  if (wide > columns) {
    const asciiIsWhy = isChosen && qrColumns(text, 'blocks') <= columns
    return [wrap(remark.qrTooWide(wide, columns, asciiIsWhy))]
  }
  const lines = qrLines(text, style, colours)
  const needed = lines.length + rowsBelow
  return needed <= rows ? lines : [...lines, '', wrap(remark.qrTooLow(needed))]
}

/** What a person needs to see to answer a challenge: the QR code and the key, where there are any. */
export const challengeLines = (
  challenge: ChallengeView,
  texts: CliTexts,
  options: ChallengeLinesOptions,
): readonly string[] => {
  if (challenge.factorType !== 'OTP') return []
  const { uri, manualKey } = challenge.otp
  const { style, wrap } = options
  const drawn = style === null ? [] : ['', ...picture(reveal(uri), style, texts, options), '']
  return [...drawn, wrap(texts.remark.key(reveal(manualKey))), ...(style === null ? [] : [''])]
}
