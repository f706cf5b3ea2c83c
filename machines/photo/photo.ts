import { pipe } from '#fp-ts/function'
import * as E from '#fp-ts/Either'
import { isJpeg, readJpeg } from './jpeg.ts'
import type { PhotoProblem, Picture } from './picture.ts'
import { isPng, readPng } from './png.ts'

/**
 * What a photo of a face may be. Below 32 pixels a side there is no face to see; the upper limits are far above
 * a phone's pictures, and keep a small file from unpacking into gigabytes. The numbers are this product's own:
 * the vendor publishes none.
 */
export const photoLimits = {
  minSide: 32,
  maxSide: 8192,
  maxPixels: 50_000_000,
  maxBytes: 10 * 1024 * 1024,
} as const

/** What a photo is, by its own header. Width and height are in pixels, before any turning by orientation. */
export type PhotoFormat = {
  readonly mediaType: 'image/jpeg' | 'image/png'
  readonly width: number
  readonly height: number
}

type Photo = { readonly format: PhotoFormat; readonly picture: Picture }

const sizeProblem = ({ width, height }: Picture): PhotoProblem | null => {
  const { minSide, maxSide, maxPixels } = photoLimits
  if (Math.min(width, height) < minSide) return 'tooSmall'
  return Math.max(width, height) > maxSide || width * height > maxPixels ? 'tooLarge' : null
}

const readPhoto = (bytes: Uint8Array): E.Either<PhotoProblem, Photo> => {
  // Callers without types hand in an ArrayBuffer, or nothing.
  if (!(bytes instanceof Uint8Array)) return E.left('notAPhoto')
  const jpeg = isJpeg(bytes)
  if (!jpeg && !isPng(bytes)) return E.left('notAPhoto')
  if (bytes.length > photoLimits.maxBytes) return E.left('tooLarge')
  return pipe(
    jpeg ? readJpeg(bytes) : readPng(bytes),
    E.chain((picture) => {
      const problem = sizeProblem(picture)
      if (problem !== null) return E.left(problem)
      const { width, height } = picture
      return E.right({ picture, format: { mediaType: jpeg ? 'image/jpeg' : 'image/png', width, height } })
    }),
  )
}

/**
 * Tells whether bytes are a whole JPEG or PNG of sane size, by what stands in them: a name or a declared type is
 * not asked. Markers, lengths and checksums are followed to the end; pixels are not decoded. Runs in browsers and
 * Node, never throws, takes time in proportion to the bytes, and needs no memory that a file could ask for.
 *
 * Facts: ISO/IEC 10918-1 annex B (JPEG); PNG, W3C third edition (ISO/IEC 15948).
 *
 * @returns the format, or a `PhotoProblem`
 *
 * @example
 * const checked = checkPhoto(new Uint8Array(await file.arrayBuffer()))
 * if (checked._tag === 'Right') show(`${checked.right.width} by ${checked.right.height}`)
 */
export const checkPhoto = (bytes: Uint8Array): E.Either<PhotoProblem, PhotoFormat> =>
  pipe(
    readPhoto(bytes),
    E.map(({ format }) => format),
  )

/**
 * The same picture without what it tells beside: place, time, device, author, texts, thumbnails, further
 * pictures, and whatever stands after its end. Pixels stay as they are, bit for bit; the bytes are a copy. What is
 * no photo by `checkPhoto` is refused with the same `PhotoProblem`.
 *
 * Exif orientation stays if it turns the picture (2 to 8), in a fresh Exif block that holds nothing else: without
 * it a face would lie on its side. Colour profiles (ICC) go, since they name devices and programs: a photo in
 * other colours than sRGB looks a little paler, which a comparison of faces does not mind. Of an animated PNG the
 * still picture stays.
 *
 * It keeps compressed data and the tables for it unread, and so does not find what someone hid in them on purpose.
 *
 * Facts: Exif 2.32 (CIPA DC-008) 4.5 to 4.7, beside those of `checkPhoto`.
 *
 * @example
 * const clean = withoutMetadata(bytes)
 * if (clean._tag === 'Right') await send(clean.right)
 */
export const withoutMetadata = (bytes: Uint8Array): E.Either<PhotoProblem, Uint8Array<ArrayBuffer>> =>
  pipe(
    readPhoto(bytes),
    E.map(({ picture }) => picture.withoutMetadata()),
  )
