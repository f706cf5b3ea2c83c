import jpeg from 'jpeg-js'
import { bytesOf, concat, exifBlock, planted, type ByteOrder } from './planted-metadata.ts'

export const soi = [0xff, 0xd8]
export const eoi = [0xff, 0xd9]

/** A segment: marker, length, data. */
export const segment = (code: number, ...data: readonly ArrayLike<number>[]): Uint8Array => {
  const all = concat(...data)
  return concat([0xff, code, (all.length + 2) >> 8, (all.length + 2) & 0xff], all)
}

export const exifSegment = (exif: Uint8Array): Uint8Array => segment(0xe1, bytesOf('Exif\0\0'), exif)

/** Everything that a camera or a program writes beside the picture. */
export const metadataSegments = (order: ByteOrder, orientation: number): readonly Uint8Array[] => [
  exifSegment(exifBlock(order, orientation)),
  segment(0xe1, bytesOf(`http://ns.adobe.com/xap/1.0/\0<x>${planted}</x>`)),
  segment(0xe0, bytesOf(`JFXX\0\x10${planted}`)),
  segment(0xe2, bytesOf(`ICC_PROFILE\0\x01\x01${planted}`)),
  segment(0xe2, bytesOf(`MPF\0${planted}`)),
  segment(0xed, bytesOf(`Photoshop 3.0\0${planted}`)),
  segment(0xef, bytesOf(planted)),
  segment(0xf7, bytesOf(planted)),
  segment(0xfe, bytesOf(planted)),
]

/** Colours with enough noise that FF, and so FF 00, stands in the compressed data. */
export const colourfulJpeg = (width = 40, height = 36): Uint8Array => {
  const data = Buffer.from(
    Array.from({ length: width * height }, (_, at) => [
      (at * 73) % 251,
      (at * at) % 241,
      at % 239,
      255,
    ]).flat(),
  )
  return Uint8Array.from(jpeg.encode({ width, height, data }, 90).data)
}

/** 48 by 40, from an independent encoder: progressive, its scans with tables of their own between them. */
export const progressiveJpeg = Uint8Array.from(
  Buffer.from(
    `/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO
UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P
T09PT09PT0//wgARCAAoADADASIAAhEBAxEB/8QAGAABAQEBAQAAAAAAAAAAAAAAAAIBAwX/xAAZAQACAwEAAAAAAAAAAAAAAAAA
AQIEBQP/2gAMAwEAAhADEAAAAfOQ57t5ONXvM1O82jQ6TktVsJxkX6QAAf/EABQQAQAAAAAAAAAAAAAAAAAAAED/2gAIAQEAAQUC
d//EABkRAAMBAQEAAAAAAAAAAAAAAAABAxITAv/aAAgBAwEBPwHoOp1FU9UFQ0zTNM//xAAaEQACAwEBAAAAAAAAAAAAAAAAAQMS
EwIR/9oACAECAQE/AchQ+mI4TiIcRVFUVR//xAAUEAEAAAAAAAAAAAAAAAAAAABA/9oACAEBAAY/Anf/xAAWEAEBAQAAAAAAAAAA
AAAAAAARABD/2gAIAQEAAT8hZmZmZmZmZ1mZmZmZmZm//9oADAMBAAIAAwAAABAZKUUfQEED/8QAGBEAAwEBAAAAAAAAAAAAAAAA
AAERECD/2gAIAQMBAT8QVkRXmtk+AP/EABgRAQEBAQEAAAAAAAAAAAAAAAEAERAg/9oACAECAQE/EHHA5mZC28Uf/8QAGBABAQEB
AQAAAAAAAAAAAAAAAQAQIDD/2gAIAQEAAT8Q8ABjTIhFliGBm4HYj//Z`,
    'base64',
  ),
)

// Two codes for steps of brightness, "no step" and "a step of four bits", and one for "nothing but the step".
const tables = [
  segment(
    0xdb,
    [0],
    Array.from({ length: 64 }, () => 8),
  ),
  segment(0xc4, [0x00, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 4]),
  segment(0xc4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0]),
]
const same = '00'
const step = (bits: string) => `10${bits}0`

/** Bits filled up with ones to whole bytes (ISO/IEC 10918-1 F.1.2.3). */
const packed = (bits: string) =>
  (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '1'), 2))

export const frame = (components: number, width = 32, height = 32, code = 0xc0): Uint8Array =>
  segment(
    code,
    [8, height >> 8, height & 0xff, width >> 8, width & 0xff, components],
    Array.from({ length: components }, (_, index) => [index + 1, 0x11, 0]).flat(),
  )
export const scanHeader = (component = 1): Uint8Array => segment(0xda, [1, component, 0, 0, 63, 0])
export const brightness = packed(step('1011') + same.repeat(7) + step('0011') + same.repeat(7))

/** 32 by 32 and grey, of the parts given between its tables and its end. */
export const greyJpeg = (...parts: readonly ArrayLike<number>[]): Uint8Array =>
  concat(soi, ...tables, ...(parts.length > 0 ? parts : [frame(1), scanHeader(), brightness]), eoi)

/** Three colours in a scan each, and a text between the scans. */
export const threeScans = (): Uint8Array =>
  greyJpeg(
    frame(3),
    ...[1, 2, 3].flatMap((component) => [
      scanHeader(component),
      brightness,
      segment(0xfe, bytesOf(planted)),
      segment(0xe4, bytesOf(planted)),
    ]),
  )

/** Begins anew after each of the 16 blocks, with RST0 to RST7 in turn. */
export const restarting = (interval = 1, mark = (index: number) => index % 8): Uint8Array => {
  const blocks = Array.from({ length: 16 }, (_, index) =>
    packed(step((index % 16).toString(2).padStart(4, '0'))),
  )
  const data = blocks.flatMap((block, index) => (index < 15 ? [...block, 0xff, 0xd0 + mark(index)] : block))
  return greyJpeg(segment(0xdd, [0, interval]), frame(1), scanHeader(), data)
}

export const pixelsOf = (bytes: Uint8Array): Uint8Array => jpeg.decode(bytes, { useTArray: true }).data
