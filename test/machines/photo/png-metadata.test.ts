import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { formatOf, stripped } from './accepted.ts'
import {
  chunk,
  chunksIn,
  colourfulPng,
  header,
  imageData,
  metadataChunks,
  pixelsOf,
  png,
  rows,
} from './made-png.ts'
import {
  bytesOf,
  concat,
  exifBlock,
  orientationAlone,
  planted,
  tellsPlanted,
  type ByteOrder,
} from './planted-metadata.ts'

const pngs = suite('a PNG without its metadata')

const typesIn = (bytes: Uint8Array) => chunksIn(bytes).map(({ type }) => type)

pngs('keeps every pixel and its format, and loses texts, times, profiles, animation and trailer', () => {
  const frames = [chunk('fcTL', bytesOf(planted)), chunk('fdAT', bytesOf(planted))]
  const before = concat(colourfulPng(metadataChunks(1), frames), bytesOf(planted), colourfulPng())
  const after = stripped(before)
  assert.not.ok(tellsPlanted(after))
  assert.equal(after, colourfulPng())
  assert.equal(formatOf(after), { mediaType: 'image/png', width: 40, height: 36 })
})

pngs('loses them after the image data too', () => {
  assert.equal(stripped(colourfulPng([], metadataChunks(1))), colourfulPng())
})

pngs('keeps palette, transparency and what says how colours are meant, in their order', () => {
  const kept = [
    chunk('gAMA', [0, 0, 177, 143]),
    chunk('cHRM', rows(31, 1)),
    chunk('sRGB', [0]),
    chunk('cICP', [1, 13, 0, 1]),
    chunk('sBIT', [8, 8, 8]),
    chunk('PLTE', rows(768, 1).subarray(1)),
    chunk('tRNS', [0, 128]),
  ]
  const data = imageData(rows(40, 36))
  const before = png(header(40, 36, [8, 3]), ...metadataChunks(1), ...kept, data)
  const after = stripped(before)
  assert.equal(after, png(header(40, 36, [8, 3]), ...kept, data))
  assert.equal(pixelsOf(after), pixelsOf(before))
})

pngs('loses a chunk of colours that is of the wrong size, comes twice, or too late', () => {
  const gamma = chunk('gAMA', [0, 0, 177, 143])
  const before = colourfulPng(
    [
      gamma,
      chunk('gAMA', bytesOf(planted.slice(0, 4))),
      ...['sRGB', 'cHRM', 'sBIT', 'tRNS', 'cICP'].map((type) => chunk(type, bytesOf(planted))),
    ],
    [chunk('sRGB', [0])],
  )
  assert.equal(stripped(before), colourfulPng([gamma]))
})

for (const order of ['MM', 'II'] satisfies readonly ByteOrder[]) {
  for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
    pngs(`orientation ${orientation} in byte order ${order} stays, alone in its eXIf chunk`, () => {
      const exif = chunk('eXIf', exifBlock(order, orientation))
      const expected = colourfulPng([chunk('eXIf', orientationAlone(orientation))])
      assert.equal(stripped(colourfulPng([exif])), expected)
      assert.equal(stripped(colourfulPng([], [exif])), expected)
    })
  }
}

pngs('the first of several eXIf chunks that tells an orientation counts', () => {
  const chunks = [0, 8, 3].map((orientation) => chunk('eXIf', exifBlock('MM', orientation)))
  assert.equal(stripped(colourfulPng(chunks)), colourfulPng([chunk('eXIf', orientationAlone(8))]))
})

pngs('every chunk that comes out has the right CRC', () => {
  const after = stripped(colourfulPng(metadataChunks(6)))
  assert.equal(typesIn(after), ['IHDR', 'eXIf', 'IDAT', 'IDAT', 'IEND'])
  assert.ok(chunksIn(after).every(({ crcIsRight }) => crcIsRight))
})

pngs.run()
