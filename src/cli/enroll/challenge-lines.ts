import { reveal } from '../../../machines/index.ts'
import type { ChallengeView, OtpView } from '../../view/index.ts'
import { qrColumns, qrLines, qrRows, type QrStyle } from '../qr.ts'
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

/** The window that a picture wants. */
const windowFor = (text: string, style: QrStyle) => ({
  columns: qrColumns(text, style),
  rows: qrRows(text, style) + rowsBelow,
})

/** Whether the picture is drawn: one that is too high is, for scanners and people can scroll, but none that is too wide. */
export const hasPicture = (
  { uri }: Pick<OtpView, 'uri'>,
  { style, columns }: Pick<ChallengeLinesOptions, 'style' | 'columns'>,
): boolean => style !== null && qrColumns(reveal(uri), style) <= columns

const picture = (
  text: string,
  style: QrStyle,
  { remark }: CliTexts,
  { isChosen, colours, wrap, columns, rows }: ChallengeLinesOptions,
): readonly string[] => {
  const needed = windowFor(text, style)
  const blocks = windowFor(text, 'blocks')
  // The other picture is advised only where all of it is to be seen.
  const asciiIsWhy = isChosen && blocks.columns <= columns && blocks.rows <= rows
  if (needed.columns > columns) return [wrap(remark.qrTooWide(needed, { columns, rows }, asciiIsWhy))]
  const lines = qrLines(text, style, colours)
  return needed.rows <= rows ? lines : [...lines, '', wrap(remark.qrTooLow(needed.rows, asciiIsWhy))]
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
