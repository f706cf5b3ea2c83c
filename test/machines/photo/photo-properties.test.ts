import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { checkPhoto, withoutMetadata } from '../../../machines/index.ts'
import { colourfulJpeg, metadataSegments, pixelsOf as jpegPixels, progressiveJpeg, soi } from './made-jpeg.ts'
import { colourfulPng, metadataChunks, signature } from './made-png.ts'
import { bytesOf, concat, planted, tellsPlanted } from './planted-metadata.ts'

const properties = suite('photos, whatever the bytes')

const metadata = metadataSegments('II', 6)
const planting = (jpeg: Uint8Array) => concat(soi, ...metadata, jpeg.subarray(2), bytesOf(planted))
const files: Readonly<Record<string, Uint8Array>> = {
  'a JPEG': planting(colourfulJpeg()),
  'a progressive JPEG': planting(progressiveJpeg),
  'a PNG': concat(colourfulPng(metadataChunks(6)), bytesOf(planted)),
}

/** What holds of any bytes. Says whether they were taken for a photo. */
const holds = (bytes: Uint8Array): boolean => {
  const checked = checkPhoto(bytes)
  const clean = withoutMetadata(bytes)
  if (E.isLeft(clean)) {
    assert.equal(checked, clean)
    return false
  }
  assert.not.ok(tellsPlanted(clean.right), 'the text is gone')
  assert.equal(checkPhoto(clean.right), checked, 'the format stays')
  const again = withoutMetadata(clean.right)
  assert.equal(again, clean, 'nothing is left to take')
  return true
}

properties('arbitrary bytes throw nothing', () => {
  const starts = fc.constantFrom<readonly number[]>([], [...soi, 0xff], signature)
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 300 }), (start, rest) => {
      holds(concat(start, rest))
    }),
    { numRuns: 2000 },
  )
})

properties('arbitrary segments between those of a photo throw nothing', () => {
  const segments = fc.array(fc.tuple(fc.integer({ min: 0xc0, max: 0xff }), fc.uint8Array({ maxLength: 80 })))
  const jpeg = colourfulJpeg()
  fc.assert(
    fc.property(segments, (given) => {
      holds(
        concat(
          soi,
          ...given.map(([code, data]) => concat([0xff, code, 0, data.length + 2], data)),
          jpeg.subarray(2),
        ),
      )
    }),
    { numRuns: 1000 },
  )
})

for (const [name, file] of Object.entries(files)) {
  properties(`${name} keeps all that is promised`, () => {
    assert.ok(tellsPlanted(file))
    assert.ok(holds(file))
  })

  properties(`${name}, cut off anywhere, does not tell the text`, () => {
    for (let length = 0; length < file.length; length += 1) holds(file.subarray(0, length))
  })

  properties(`${name} with any one byte changed does not tell the text`, () => {
    const changed = fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }))
    fc.assert(
      fc.property(changed, ([at, flip]) => {
        const bytes = Uint8Array.from(file)
        bytes[at] = (bytes[at] ?? 0) ^ flip
        holds(bytes)
      }),
      { numRuns: 3000 },
    )
  })

  properties(`${name} with any stretch of it lost or written over does not tell the text`, () => {
    const stretch = fc.tuple(fc.nat(file.length), fc.nat(60), fc.uint8Array({ maxLength: 60 }))
    fc.assert(
      fc.property(stretch, ([at, size, instead]) => {
        holds(concat(file.subarray(0, at), instead, file.subarray(at + size)))
      }),
      { numRuns: 1500 },
    )
  })
}

properties('no change of the marker or length of a planted segment lets its text through', () => {
  const file = planting(progressiveJpeg)
  let at = soi.length
  let taken = 0
  for (const { length } of metadata) {
    for (let offset = 0; offset < 4; offset += 1) {
      for (let value = 0; value < 256; value += 1) {
        const bytes = Uint8Array.from(file)
        bytes[at + offset] = value
        if (holds(bytes)) taken += 1
      }
    }
    at += length
  }
  // A marker of another metadata segment is fine; most other values are refused.
  assert.ok(taken > metadata.length)
})

properties('noise in any size keeps its pixels', () => {
  const side = fc.integer({ min: 32, max: 70 })
  fc.assert(
    fc.property(side, side, (width, height) => {
      const jpeg = colourfulJpeg(width, height)
      const after = withoutMetadata(planting(jpeg))
      assert.ok(E.isRight(after) && Buffer.from(jpegPixels(after.right)).equals(jpegPixels(jpeg)))
    }),
    { numRuns: 30 },
  )
})

properties.run()
