import { encode, renderUnicode, renderUnicodeCompact } from 'uqr'

export type QrStyle = 'blocks' | 'ascii'

/** Scanners ask for four modules of quiet zone (ISO/IEC 18004 section 6.3.8); two are enough on a screen and save eight columns. */
const border = 2

/**
 * The QR code as lines of text. Light modules are drawn and dark ones left out, as a light-on-dark
 * terminal needs it; with `colours` they are painted white on black, which suits every terminal.
 */
export const qrLines = (text: string, style: QrStyle, colours: boolean): readonly string[] => {
  const drawn =
    style === 'blocks'
      ? renderUnicodeCompact(text, { border, ecc: 'L' })
      : renderUnicode(text, { border, ecc: 'L', whiteChar: '##', blackChar: '  ' })
  const lines = drawn.split('\n').filter((line) => line !== '')
  // Where the bright white (97) of 16 colours is not known, the white (37) of eight stands.
  return colours ? lines.map((line) => `\u001B[37;97;40m${line}\u001B[0m`) : lines
}

/** How many lines that takes. */
export const qrRows = (text: string, style: QrStyle): number => {
  const { size } = encode(text, { border, ecc: 'L' })
  return style === 'blocks' ? Math.ceil(size / 2) : size
}

/** How many columns that takes. */
export const qrColumns = (text: string, style: QrStyle): number => {
  const { size } = encode(text, { border, ecc: 'L' })
  return style === 'blocks' ? size : size * 2
}
