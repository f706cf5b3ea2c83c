import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { checkPhoto, photoLimits } from '../../../machines/index.ts'
import { formatOf, problemOf } from './accepted.ts'
import {
  brightness,
  colourfulJpeg,
  eoi,
  frame,
  greyJpeg,
  progressiveJpeg,
  restarting,
  scanHeader,
  segment,
  soi,
  threeScans,
} from './made-jpeg.ts'
import { chunk, colourfulPng, header, imageData, png, rows, signature } from './made-png.ts'
import { bytesOf, concat } from './planted-metadata.ts'

const photos = suite('what is a photo')

const greyOf = (width: number, height: number) => greyJpeg(frame(1, width, height), scanHeader(), brightness)
const pngOf = (width: number, height: number) => png(header(width, height), imageData(rows(8, 8)))

photos('JPEG and PNG are known by their bytes, with width and height', () => {
  assert.equal(formatOf(colourfulJpeg(40, 36)), { mediaType: 'image/jpeg', width: 40, height: 36 })
  assert.equal(formatOf(progressiveJpeg), { mediaType: 'image/jpeg', width: 48, height: 40 })
  assert.equal(formatOf(colourfulPng()), { mediaType: 'image/png', width: 40, height: 36 })
  for (const whole of [threeScans(), restarting(), greyJpeg()]) assert.is(problemOf(whole), null)
})

photos('what is neither is no photo', () => {
  const others = [
    '',
    'GIF89a',
    'RIFF\0\0\0\0WEBP',
    '%PDF-1.7',
    '<svg/>',
    '\0\0\0\x18ftypheic',
    'BM',
    '\xff\xd8',
  ]
  for (const text of others) assert.is(problemOf(bytesOf(text)), 'notAPhoto', text)
  assert.is(problemOf(new Uint8Array(photoLimits.maxBytes + 1)), 'notAPhoto')
})

photos('every file that is cut off is no photo', () => {
  for (const whole of [colourfulJpeg(), progressiveJpeg, restarting(), colourfulPng()]) {
    const cut = Array.from(whole, (_, length) => problemOf(whole.subarray(0, length)))
    assert.equal(new Set(cut), new Set(['notAPhoto']))
  }
})

photos('a JPEG whose markers and lengths do not add up is no photo', () => {
  const head = [frame(1), scanHeader()]
  const damaged: Readonly<Record<string, Uint8Array>> = {
    'no frame': concat(soi, eoi),
    'no scan': greyJpeg(frame(1)),
    'a scan before the frame': greyJpeg(scanHeader(), brightness, frame(1)),
    'a scan without data': greyJpeg(...head),
    'a scan of no component of the frame': greyJpeg(frame(1), scanHeader(2), brightness),
    'a scan of one component twice': greyJpeg(frame(1), segment(0xda, [2, 1, 0, 1, 0, 0, 63, 0]), brightness),
    'a scan header with more in it': greyJpeg(frame(1), segment(0xda, [1, 1, 0, 0, 63, 0, 0]), brightness),
    'two frames': greyJpeg(frame(1), ...head, brightness),
    'a hierarchical frame': greyJpeg(frame(1, 32, 32, 0xc5), scanHeader(), brightness),
    'a frame with more in it': greyJpeg(
      segment(0xc0, [8, 0, 32, 0, 32, 1, 1, 0x11, 0, 0]),
      scanHeader(),
      brightness,
    ),
    'a frame with one component twice': greyJpeg(
      segment(0xc0, [8, 0, 32, 0, 32, 2, 1, 0x11, 0, 1, 0x11, 0]),
      scanHeader(),
      brightness,
    ),
    'a frame of no samples': greyJpeg(
      segment(0xc0, [8, 0, 32, 0, 32, 1, 1, 0x01, 0]),
      scanHeader(),
      brightness,
    ),
    'no width': greyOf(0, 32),
    'no height': greyOf(32, 0),
    'a second beginning': greyJpeg(soi, ...head, brightness),
    'bytes between segments': greyJpeg([1, 2], ...head, brightness),
    'a segment shorter than its length': greyJpeg([0xff, 0xfe, 0, 1], ...head, brightness),
    'a segment beyond the end': greyJpeg(...head, brightness, [0xff, 0xfe, 0xff, 0xff]),
    'a reserved marker': greyJpeg(segment(0x02, [0]), ...head, brightness),
    'a restart where none was announced': restarting(0),
    'restarts that do not take turns': restarting(1, (index) => (index + 1) % 8),
    'a quantization table that is too short': greyJpeg(segment(0xdb, [0, 1, 2]), ...head, brightness),
    'a text in place of a quantization table': greyJpeg(
      segment(0xdb, bytesOf('x'.repeat(65))),
      ...head,
      brightness,
    ),
    'a quantization table of an unknown precision': greyJpeg(
      segment(0xdb, bytesOf('0'.repeat(257))),
      ...head,
      brightness,
    ),
    'a fifth quantization table': greyJpeg(segment(0xdb, [4], new Uint8Array(64)), ...head, brightness),
    'a fifth Huffman table': greyJpeg(segment(0xc4, [4], new Uint8Array(16)), ...head, brightness),
    'a Huffman table of an unknown class': greyJpeg(
      segment(0xc4, [0x20], new Uint8Array(16)),
      ...head,
      brightness,
    ),
    'an empty Huffman segment': greyJpeg(segment(0xc4), ...head, brightness),
    'a Huffman table with more in it': greyJpeg(segment(0xc4, new Uint8Array(18)), ...head, brightness),
    'a Huffman table of too many codes': greyJpeg(
      segment(0xc4, [0], new Uint8Array(16).fill(255), new Uint8Array(16 * 255)),
      ...head,
      brightness,
    ),
    'an odd arithmetic conditioning': greyJpeg(segment(0xcc, [0]), ...head, brightness),
    'a restart interval with more in it': greyJpeg(segment(0xdd, [0, 0, 0]), ...head, brightness),
  }
  for (const [name, bytes] of Object.entries(damaged)) assert.is(problemOf(bytes), 'notAPhoto', name)
})

photos('the height may stand after the first scan, if the frame does not tell another', () => {
  const dnl = segment(0xdc, [0, 33])
  const told = (height: number, ...after: readonly Uint8Array[]) =>
    greyJpeg(frame(1, 32, height), scanHeader(), brightness, ...after)
  assert.equal(formatOf(told(0, dnl)), { mediaType: 'image/jpeg', width: 32, height: 33 })
  assert.is(problemOf(told(33, dnl)), null)
  assert.is(problemOf(told(32, dnl)), 'notAPhoto')
  assert.is(problemOf(told(0, segment(0xdc, [0, 0]))), 'notAPhoto')
  assert.is(problemOf(told(0, scanHeader(), concat(brightness), dnl)), 'notAPhoto')
  assert.is(problemOf(told(0, segment(0xdc, [0x7f, 0xff]))), 'tooLarge')
})

photos('a PNG whose chunks do not add up is no photo', () => {
  const data = imageData(rows(120, 36))
  const palette = chunk('PLTE', [1, 2, 3])
  const whole = colourfulPng()
  const damaged: Readonly<Record<string, Uint8Array>> = {
    'nothing after the signature': Uint8Array.from(signature),
    'IHDR with a wrong CRC': whole.map((byte, at) => (at === 19 ? byte ^ 1 : byte)),
    'image data with a wrong CRC': whole.map((byte, at) => (at === 60 ? byte ^ 1 : byte)),
    'no IHDR first': png(chunk('gAMA', [0, 0, 0, 1]), header(), data),
    'an IHDR with more in it': png(chunk('IHDR', [0, 0, 0, 40, 0, 0, 0, 36, 8, 2, 0, 0, 0, 0]), data),
    'no width': png(header(0, 36), data),
    'no height': png(header(40, 0), data),
    'a bit depth its colours do not have': png(header(40, 36, [4, 2]), data),
    'an unknown colour type': png(header(40, 36, [8, 5]), data),
    'an unknown compression': png(header(40, 36, [8, 2], [1, 0, 0]), data),
    'an unknown filter': png(header(40, 36, [8, 2], [0, 1, 0]), data),
    'an unknown interlace': png(header(40, 36, [8, 2], [0, 0, 2]), data),
    'no image data': png(header()),
    'empty image data': png(header(), chunk('IDAT')),
    'image data in two places': png(header(), data, chunk('tEXt', [0]), data),
    'two headers': png(header(), header(), data),
    'no palette where one must be': png(header(40, 36, [8, 3]), data),
    'a palette where none may be': png(header(40, 36, [8, 0]), palette, data),
    'two palettes': png(header(40, 36, [8, 3]), palette, palette, data),
    'a palette after the image data': png(header(), data, palette),
    'a palette of parts of colours': png(header(40, 36, [8, 3]), chunk('PLTE', [1, 2, 3, 4]), data),
    'an unknown chunk that one must understand': png(header(), chunk('CgBI', [0]), data),
    'a chunk type with a digit': png(header(), chunk('tE1t', [0]), data),
    'an IEND with something in it': concat(signature, header(), data, chunk('IEND', [0])),
    'a chunk beyond the end': concat(
      signature,
      header(),
      [0xff, 0xff, 0xff, 0xff],
      bytesOf('IDAT'),
      [0, 0, 0, 0],
    ),
  }
  for (const [name, bytes] of Object.entries(damaged)) assert.is(problemOf(bytes), 'notAPhoto', name)
})

photos('a side may be 32 to 8192 pixels long, and 50 million pixels are the most', () => {
  for (const photoOf of [greyOf, pngOf]) {
    assert.is(problemOf(photoOf(32, 32)), null)
    assert.is(problemOf(photoOf(31, 32)), 'tooSmall')
    assert.is(problemOf(photoOf(32, 31)), 'tooSmall')
    assert.is(problemOf(photoOf(8192, 32)), null)
    assert.is(problemOf(photoOf(8193, 32)), 'tooLarge')
    assert.is(problemOf(photoOf(32, 8193)), 'tooLarge')
    assert.is(problemOf(photoOf(6250, 8000)), null)
    assert.is(problemOf(photoOf(6251, 8000)), 'tooLarge')
  }
  assert.is(problemOf(pngOf(0xffffffff, 0xffffffff)), 'tooLarge')
})

photos('10 MiB are the most, whatever they hold', () => {
  for (const whole of [greyJpeg(), colourfulPng()]) {
    const room = photoLimits.maxBytes - whole.length
    assert.is(problemOf(concat(whole, new Uint8Array(room))), null)
    assert.is(problemOf(concat(whole, new Uint8Array(room + 1))), 'tooLarge')
  }
})

photos('a JPEG that goes over its picture more than a hundred times is too large', () => {
  const scans = (count: number) =>
    greyJpeg(frame(1), ...Array.from({ length: count }, () => concat(scanHeader(), brightness)))
  assert.is(problemOf(scans(100)), null)
  assert.is(problemOf(scans(101)), 'tooLarge')
})

photos('is none of what a caller without types may hand in', () => {
  const given: readonly unknown[] = [null, undefined, 'text', new ArrayBuffer(8), [255, 216]]
  for (const input of given) assert.equal(Reflect.apply(checkPhoto, undefined, [input]), E.left('notAPhoto'))
})

photos.run()
