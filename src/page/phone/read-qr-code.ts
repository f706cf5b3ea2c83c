/** The QR code that is on show in the element, if one is. */
export const shownQrCode = (): SVGSVGElement | null =>
  document.querySelector('mfa-enrollment')?.shadowRoot?.querySelector<SVGSVGElement>('[part~=qr] svg') ?? null

/** Pixels a module: enough for any reader. */
const scale = 6

/** What a camera would see: the picture as it is drawn, dark on white. */
const photographed = (svg: SVGSVGElement): ImageData | null => {
  const { width, height } = svg.viewBox.baseVal
  const canvas = document.createElement('canvas')
  canvas.width = width * scale
  canvas.height = height * scale
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return null
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#000'
  context.scale(scale, scale)
  for (const path of svg.querySelectorAll('path')) context.fill(new Path2D(path.getAttribute('d') ?? ''))
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

/**
 * Reads the QR code on the page by its pixels, as a phone does that is held before the screen: nobody hands it the
 * text. The reader is loaded when it is first wanted.
 *
 * @returns what the code says; null if there is no code to be seen, and an empty text if it cannot be read.
 */
export const readQrCode = async (): Promise<string | null> => {
  const svg = shownQrCode()
  const picture = svg === null ? null : photographed(svg)
  if (picture === null) return null
  const { default: jsqr } = await import('jsqr')
  return jsqr.default(picture.data, picture.width, picture.height)?.data ?? ''
}
