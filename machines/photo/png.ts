import * as E from '#fp-ts/Either'
import { uint32Bytes } from './big-endian.ts'
import { crc32 } from './crc32.ts'
import { beginsWith, joined, keptBytes } from './kept-bytes.ts'
import { exifOf, isTurned, orientationIn, type Orientation } from './orientation.ts'
import type { PhotoProblem, Picture } from './picture.ts'
import { chunksOf, isCritical, signature } from './png-chunks.ts'
import { headerIn, isAboutColour, paletteAddsUp, type Header } from './png-contents.ts'

/** Whether PNG's signature stands at the beginning. */
export const isPng = (bytes: Uint8Array): boolean => beginsWith(bytes, signature)

const exifChunk = (orientation: Orientation): Uint8Array => {
  const body = joined([0x65, 0x58, 0x49, 0x66], exifOf(orientation))
  return joined(uint32Bytes(body.length - 4), body, uint32Bytes(crc32(body)))
}

/** Reads a PNG file from IHDR to IEND, and keeps what decoding needs. */
export const readPng = (bytes: Uint8Array): E.Either<PhotoProblem, Picture> => {
  const damaged = E.left<PhotoProblem>('notAPhoto')
  const kept = keptBytes(bytes.length)
  const seen = new Set<string>()
  let header: Header | null = null
  let ihdr: Uint8Array = new Uint8Array()
  let orientation: Orientation | null = null
  let imageBytes = 0
  let last = ''

  for (const chunk of chunksOf(bytes)) {
    const { type, data, whole } = chunk
    if (header === null) {
      header = headerIn(chunk)
      if (header === null) return damaged
      ihdr = whole
    } else if (type === 'IEND') {
      if (data.length > 0 || imageBytes === 0) return damaged
      if (header.colourType === 3 && !seen.has('PLTE')) return damaged
      kept.append(whole)
      const { width, height } = header
      const exif = isTurned(orientation) ? exifChunk(orientation) : []
      return E.right({ width, height, withoutMetadata: () => joined(signature, ihdr, exif, kept.all()) })
    } else if (type === 'IDAT') {
      // 5.6: the chunks of image data stand together.
      if (seen.has('IDAT') && last !== 'IDAT') return damaged
      imageBytes += data.length
      kept.append(whole)
    } else if (type === 'PLTE') {
      if (seen.has('PLTE') || seen.has('IDAT') || !paletteAddsUp(data, header)) return damaged
      kept.append(whole)
    } else if (isCritical(type)) {
      return damaged
    } else if (type === 'eXIf') {
      orientation ??= orientationIn(data)
    } else if (!seen.has('IDAT') && !seen.has(type) && isAboutColour(chunk, header)) {
      kept.append(whole)
    }
    seen.add(type)
    last = type
  }
  return damaged
}
