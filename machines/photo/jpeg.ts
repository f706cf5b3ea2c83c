import * as E from '#fp-ts/Either'
import { uint16, uint16Bytes } from './big-endian.ts'
import { marker, segmentsOf } from './jpeg-segments.ts'
import { frameIn, isFrame, isTable, scanAddsUp, tableAddsUp, type Frame } from './jpeg-tables.ts'
import { beginsWith, joined, keptBytes } from './kept-bytes.ts'
import { exifOf, isTurned, orientationIn, type Orientation } from './orientation.ts'
import type { Picture, PhotoProblem } from './picture.ts'

const latin1 = (text: string): readonly number[] => Array.from(text, (letter) => letter.charCodeAt(0))
const jfifName = latin1('JFIF\0')
const adobeName = latin1('Adobe')
// Exif 2.32 (CIPA DC-008) 4.7.2.
const exifName = latin1('Exif\0\0')

/** Every scan goes over the whole picture: a small file of very many is a bomb. Encoders make about ten. */
const mostScans = 100

/** Whether JPEG's SOI and the first byte of a marker stand at the beginning. */
export const isJpeg = (bytes: Uint8Array): boolean => beginsWith(bytes, [0xff, marker.SOI, 0xff])

const segment = (code: number, data: ArrayLike<number>): Uint8Array<ArrayBuffer> =>
  joined([0xff, code], uint16Bytes(data.length + 2), data)

const isJfif = (data: Uint8Array) => data.length >= 14 && beginsWith(data, jfifName)
const isAdobe = (data: Uint8Array) => data.length >= 12 && beginsWith(data, adobeName)

/** JFIF 1.02 (ECMA TR/98) 10.1: name, version, density; then the size of a thumbnail, here none. */
const withoutThumbnail = (data: Uint8Array) => segment(marker.APP0, joined(data.subarray(0, 12), [0, 0]))

/** Adobe's segment tells how colours are coded in its twelfth byte. Version and flags are the usual ones. */
const adobeOf = (data: Uint8Array) =>
  segment(marker.APP14, [...adobeName, ...uint16Bytes(100), 0, 0, 0, 0, data[11] ?? 0])

/** Reads a JPEG file from SOI to EOI, and keeps what decoding needs. */
export const readJpeg = (bytes: Uint8Array): E.Either<PhotoProblem, Picture> => {
  const damaged = E.left<PhotoProblem>('notAPhoto')
  const kept = keptBytes(bytes.length)
  let jfif: ArrayLike<number> = []
  let orientation: Orientation | null = null
  let frame: Frame | null = null
  let scans = 0

  for (const { code, data, scan } of segmentsOf(bytes)) {
    if (code === marker.EOI) {
      if (frame === null || frame.height === 0 || scans === 0) return damaged
      const exif = isTurned(orientation) ? segment(marker.APP1, [...exifName, ...exifOf(orientation)]) : []
      const head = [[0xff, marker.SOI], jfif, exif] as const
      return E.right({
        width: frame.width,
        height: frame.height,
        withoutMetadata: () => joined(...head, kept.all(), [0xff, marker.EOI]),
      })
    }
    if (isTable(code)) {
      if (!tableAddsUp(code, data)) return damaged
      kept.append(segment(code, data))
    } else if (isFrame(code)) {
      if (frame !== null) return damaged
      frame = frameIn(data)
      if (frame === null) return damaged
      kept.append(segment(code, data))
    } else if (code === marker.SOS) {
      if (frame === null || !scanAddsUp(data, frame) || scan.length === 0) return damaged
      scans += 1
      if (scans > mostScans) return E.left('tooLarge')
      kept.append(segment(code, data))
      kept.append(scan)
    } else if (code === marker.DNL) {
      // B.2.5: after the first scan. Some decoders never look here, so it may not tell another height.
      const height = uint16(data, 0)
      if (frame === null || scans !== 1 || data.length !== 2 || height === 0) return damaged
      if (frame.height !== 0 && frame.height !== height) return damaged
      const { width, components }: Frame = frame
      frame = { width, height, components }
      kept.append(segment(code, data))
    } else if (code < marker.APP0) {
      return damaged
    } else if (code === marker.APP0 && isJfif(data) && jfif.length === 0 && scans === 0) {
      jfif = withoutThumbnail(data)
    } else if (code === marker.APP1 && beginsWith(data, exifName)) {
      orientation ??= orientationIn(data.subarray(exifName.length))
    } else if (code === marker.APP14 && isAdobe(data)) {
      kept.append(adobeOf(data))
    }
    // Every other APPn, COM and JPGn is about the picture, not of it.
  }
  return damaged
}
