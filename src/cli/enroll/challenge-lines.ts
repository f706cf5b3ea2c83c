import { reveal } from '../../../machines/index.ts'
import type { ChallengeView } from '../../view/index.ts'
import { qrColumns, qrLines, type QrStyle } from '../qr.ts'

export interface ChallengeLinesOptions {
  readonly style: QrStyle
  readonly colour: boolean
  readonly columns: number
}

/** What a person needs to see to answer a challenge: the QR code and the key, where there are any. */
export const challengeLines = (challenge: ChallengeView, options: ChallengeLinesOptions): readonly string[] => {
  if (challenge.factorType !== 'OTP') return []
  const { uri, manualKey } = challenge.otp
  const { style, colour, columns } = options
  const clear = reveal(uri)
  const wide = qrColumns(clear, style)
  const picture =
    wide <= columns
      ? qrLines(clear, style, colour)
      : [`(The QR code needs ${wide} columns, this window has ${columns}: widen it, or type the key.)`]
  return ['', ...picture, '', `Key: ${reveal(manualKey)}`, '']
}
