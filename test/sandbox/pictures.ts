import jpeg from 'jpeg-js'

/** A grey JPEG of that size. */
export const jpegOf = (width: number, height: number): Uint8Array<ArrayBuffer> => {
  const data = Buffer.alloc(width * height * 4, 128)
  return Uint8Array.from(jpeg.encode({ width, height, data }, 50).data)
}

/** A picture large enough for the sandbox to recognise a face in. */
export const face = jpegOf(96, 128)

/** A whole JPEG of exactly so many bytes: the rest is comments after its first marker. */
export const jpegWeighing = (bytes: number): Uint8Array<ArrayBuffer> => {
  const padded = new Uint8Array(bytes)
  padded.set(face.subarray(0, 2))
  padded.set(face.subarray(2), bytes - (face.length - 2))
  for (let at = 2, left = bytes - face.length; left > 0;) {
    // A segment is a marker, a length of 16 bits and its data; none may leave less than another needs.
    const size = left > 65_537 ? Math.min(65_537, left - 4) : left
    padded.set([0xff, 0xfe, (size - 2) >> 8, (size - 2) & 0xff], at)
    at += size
    left -= size
  }
  return padded
}
