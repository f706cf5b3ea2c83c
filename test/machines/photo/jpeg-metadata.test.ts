import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { formatOf, stripped } from './accepted.ts'
import {
  brightness,
  colourfulJpeg,
  exifSegment,
  frame,
  greyJpeg,
  metadataSegments,
  pixelsOf,
  progressiveJpeg,
  restarting,
  scanHeader,
  segment,
  soi,
  threeScans,
} from './made-jpeg.ts'
import {
  bytesOf,
  concat,
  exifBlock,
  orientationAlone,
  planted,
  tellsPlanted,
  type ByteOrder,
} from './planted-metadata.ts'

const jpegs = suite('a JPEG without its metadata')

const withSegments = (jpeg: Uint8Array, ...segments: readonly Uint8Array[]) =>
  concat(soi, ...segments, jpeg.subarray(2))

const samples: Readonly<Record<string, Uint8Array>> = {
  'baseline with FF 00 in it': colourfulJpeg(),
  'a progressive one': progressiveJpeg,
  'one with a scan for each colour': threeScans(),
  'one with restarts': restarting(),
  'a grey one': greyJpeg(),
}

jpegs('the samples are what they say', () => {
  assert.ok(Buffer.from(colourfulJpeg()).includes(Buffer.from([0xff, 0x00])))
  assert.ok(Buffer.from(progressiveJpeg).includes(Buffer.from([0xff, 0xc2])))
  assert.ok(new Set(pixelsOf(restarting())).size > 8)
  assert.ok(new Set(pixelsOf(threeScans())).size > 2)
})

for (const [name, jpeg] of Object.entries(samples)) {
  jpegs(`${name} keeps every pixel and its format, and loses every text and trailer`, () => {
    const before = concat(withSegments(jpeg, ...metadataSegments('II', 6)), bytesOf(planted), jpeg)
    assert.ok(tellsPlanted(before))
    const after = stripped(before)
    assert.not.ok(tellsPlanted(after))
    assert.ok(after.length < jpeg.length + 40)
    assert.equal(formatOf(after), formatOf(jpeg))
    assert.equal(pixelsOf(after), pixelsOf(jpeg))
  })
}

for (const order of ['MM', 'II'] satisfies readonly ByteOrder[]) {
  for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
    jpegs(`orientation ${orientation} in byte order ${order} stays, alone in its Exif block`, () => {
      const after = stripped(withSegments(greyJpeg(), exifSegment(exifBlock(order, orientation))))
      const expected = withSegments(stripped(greyJpeg()), exifSegment(orientationAlone(orientation)))
      assert.equal(after, expected)
    })
  }

  jpegs(`orientations in byte order ${order} that turn nothing or mean nothing leave no Exif block`, () => {
    for (const orientation of [0, 1, 9, 255, 0x0600]) {
      const after = stripped(withSegments(greyJpeg(), exifSegment(exifBlock(order, orientation))))
      assert.equal(after, stripped(greyJpeg()), `orientation ${orientation}`)
    }
  })
}

jpegs('an Exif block that ends early, points past its end or counts too many entries is none', () => {
  const block = exifBlock('MM', 6)
  const patched = (at: number, ...bytes: readonly number[]) =>
    block.map((byte, index) => bytes[index - at] ?? byte)
  const damaged = [
    ...Array.from({ length: 34 }, (_, length) => block.subarray(0, length)),
    patched(0, 0x4d, 0x49),
    patched(2, 42, 0),
    patched(4, 0xff, 0xff, 0xff, 0xff),
    patched(4, 0, 0, 0, block.length - 1),
    patched(4, 0, 0, 0, 0),
    patched(24, 0, 4),
    patched(26, 0, 0, 0, 2),
  ]
  for (const exif of damaged) {
    assert.equal(stripped(withSegments(greyJpeg(), exifSegment(exif))), stripped(greyJpeg()))
  }
  // The entries that are there still count.
  const tooMany = stripped(withSegments(greyJpeg(), exifSegment(patched(8, 0xff, 0xff))))
  assert.equal(tooMany, withSegments(stripped(greyJpeg()), exifSegment(orientationAlone(6))))
})

jpegs('JFIF stays with its density and without its thumbnail, before Exif', () => {
  const density = [1, 2, 1, 0, 72, 0, 73]
  const thumbnail = Uint8Array.from({ length: 12 }, () => 0x55)
  const before = withSegments(
    greyJpeg(),
    exifSegment(exifBlock('II', 8)),
    segment(0xe0, bytesOf('JFIF\0'), density, [2, 2], thumbnail, bytesOf(planted)),
  )
  const expected = withSegments(
    greyJpeg(),
    segment(0xe0, bytesOf('JFIF\0'), density, [0, 0]),
    exifSegment(orientationAlone(8)),
  )
  assert.equal(stripped(before), expected)
})

jpegs('a second JFIF segment goes, and so does one after the picture has begun', () => {
  const jfif = (density: number) => segment(0xe0, bytesOf('JFIF\0'), [1, 2, 1, 0, density, 0, density, 0, 0])
  const scan = [frame(1), scanHeader(), brightness]
  assert.equal(stripped(greyJpeg(jfif(72), jfif(73), ...scan)), withSegments(greyJpeg(), jfif(72)))
  assert.equal(stripped(greyJpeg(...scan, jfif(72))), greyJpeg())
})

jpegs('the first of several Exif blocks that tells an orientation counts', () => {
  const blocks = [0, 8, 3].map((orientation) => exifSegment(exifBlock('MM', orientation)))
  const expected = withSegments(greyJpeg(), exifSegment(orientationAlone(8)))
  assert.equal(stripped(withSegments(greyJpeg(), ...blocks)), expected)
})

jpegs("Adobe's segment stays with how colours are coded, and nothing behind it", () => {
  for (const transform of [0, 1, 2]) {
    const adobe = segment(0xee, bytesOf('Adobe'), [0, 100, 0, 0, 0, 0, transform])
    const wordy = segment(0xee, bytesOf('Adobe'), [0, 101, 1, 2, 3, 4, transform], bytesOf(planted))
    const before = withSegments(threeScans(), wordy)
    const after = stripped(before)
    assert.ok(Buffer.from(after).includes(Buffer.from(adobe)))
    assert.not.ok(tellsPlanted(after))
    assert.equal(pixelsOf(after), pixelsOf(before))
  }
  assert.equal(stripped(withSegments(greyJpeg(), segment(0xee, bytesOf(planted)))), greyJpeg())
})

jpegs('FF bytes before a marker may be there, and those between segments go', () => {
  const filled = concat(soi, [0xff, 0xff, 0xff], greyJpeg().subarray(2))
  assert.equal(stripped(filled), greyJpeg())
})

jpegs('the bytes given stay as they are', () => {
  const before = withSegments(colourfulJpeg(), ...metadataSegments('MM', 3))
  const copy = Uint8Array.from(before)
  stripped(before).fill(0)
  assert.equal(before, copy)
})

jpegs.run()
