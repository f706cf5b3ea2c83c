// ISO/IEC 10918-1 annex B: markers (B.1.1), their segments (B.1.1.4) and what stands in them (B.2).
import { uint16 } from './big-endian.ts'

/** The second byte of a marker; the first is always FF (table B.1). */
export const marker = {
  DHT: 0xc4,
  DAC: 0xcc,
  RST0: 0xd0,
  RST7: 0xd7,
  SOI: 0xd8,
  EOI: 0xd9,
  SOS: 0xda,
  DQT: 0xdb,
  DNL: 0xdc,
  DRI: 0xdd,
  APP0: 0xe0,
  APP1: 0xe1,
  APP14: 0xee,
} as const

export type Segment = {
  readonly code: number
  /** What stands after the length. */
  readonly data: Uint8Array
  /** The entropy-coded data that follows a scan header; empty after every other segment. */
  readonly scan: Uint8Array
}

const none = new Uint8Array()
const isRestart = (code: number) => code >= marker.RST0 && code <= marker.RST7

/** From the codes of B.1.1.3, those that a segment with a length follows. */
const hasLength = (code: number) => code >= 0xc0 && !isRestart(code) && code !== marker.SOI && code !== 0xff

/** B.1.1.2: any marker may stand after any number of FF bytes that mean nothing. */
const lastOfFill = (bytes: Uint8Array, from: number): number => {
  let at = from
  while (bytes[at + 1] === 0xff) at += 1
  return at
}

/** Where the marker after the entropy-coded data stands. FF 00 is a byte of it, and RST0 to RST7 take turns. */
const endOfScan = (bytes: Uint8Array, from: number, mayRestart: boolean): number => {
  let restarts = 0
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue
    const last = lastOfFill(bytes, at)
    const code = bytes[last + 1]
    if (code === marker.RST0 + (restarts % 8) && mayRestart) restarts += 1
    else if (code !== 0) return at
    at = last + 1
  }
  return bytes.length
}

/**
 * The segments of a JPEG file in turn, EOI being the last of a whole file. Nothing comes after the first place
 * where markers and lengths do not add up: a file without EOI is damaged.
 */
export function* segmentsOf(bytes: Uint8Array): Generator<Segment, void> {
  let mayRestart = false
  let at = 2
  while (bytes[at] === 0xff) {
    at = lastOfFill(bytes, at)
    const code = bytes[at + 1] ?? 0
    if (code === marker.EOI) {
      yield { code, data: none, scan: none }
      return
    }
    const length = uint16(bytes, at + 2)
    const end = at + 2 + length
    if (!hasLength(code) || length < 2 || end > bytes.length) return
    const data = bytes.subarray(at + 4, end)
    if (code === marker.DRI) mayRestart = uint16(data, 0) > 0
    at = code === marker.SOS ? endOfScan(bytes, end, mayRestart) : end
    yield { code, data, scan: bytes.subarray(end, at) }
  }
}
