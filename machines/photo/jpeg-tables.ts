// ISO/IEC 10918-1 B.2.2 to B.2.5. What is copied must be what its marker says, to the byte: a text in the place
// of a table is no table.
import { uint16 } from './big-endian.ts'
import { marker } from './jpeg-segments.ts'

/** B.2.4.1: precision and number, then 64 values of one or two bytes. */
const quantizationTableSize = (data: Uint8Array, at: number): number => {
  const head = data[at] ?? 0
  return head >> 4 > 1 || (head & 15) > 3 ? 0 : 1 + 64 * ((head >> 4) + 1)
}

/** B.2.4.2: class and number, how many codes there are of each length from 1 to 16, and a value for each. */
const huffmanTableSize = (data: Uint8Array, at: number): number => {
  const head = data[at] ?? 0
  if (head >> 4 > 1 || (head & 15) > 3) return 0
  const codes = data.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0)
  return codes > 256 ? 0 : 17 + codes
}

/** B.2.4.3: class and number, and one value. */
const conditioningSize = (data: Uint8Array, at: number): number => {
  const head = data[at] ?? 0
  return head >> 4 > 1 || (head & 15) > 3 ? 0 : 2
}

const isFilledBy = (data: Uint8Array, sizeAt: (data: Uint8Array, at: number) => number): boolean => {
  let at = 0
  while (at < data.length) {
    const size = sizeAt(data, at)
    if (size === 0) return false
    at += size
  }
  return at === data.length && at > 0
}

/** Whether it is a table or setting that decoding needs. */
export const isTable = (code: number): boolean =>
  code === marker.DQT || code === marker.DHT || code === marker.DAC || code === marker.DRI

/** Whether a table's segment holds as many bytes as its own numbers ask for. */
export const tableAddsUp = (code: number, data: Uint8Array): boolean => {
  if (code === marker.DRI) return data.length === 2
  if (code === marker.DQT) return isFilledBy(data, quantizationTableSize)
  return isFilledBy(data, code === marker.DHT ? huffmanTableSize : conditioningSize)
}

export type Frame = {
  readonly width: number
  /** 0 if only the DNL segment after the first scan tells it. */
  readonly height: number
  readonly components: readonly number[]
}

/** Table B.1: SOF0 to SOF3 and SOF9 to SOF11. The others are of hierarchical files, which no viewer shows. */
export const isFrame = (code: number): boolean =>
  (code >= 0xc0 && code <= 0xc3) || (code >= 0xc9 && code <= 0xcb)

const everyThird = (data: Uint8Array, from: number) =>
  Array.from(data).filter((_, at) => at >= from && (at - from) % 3 === 0)

/** The frame header (B.2.2), or null if it does not add up. */
export const frameIn = (data: Uint8Array): Frame | null => {
  const [precision = 0, count = 0] = [data[0], data[5]]
  const frame = { height: uint16(data, 1), width: uint16(data, 3), components: everyThird(data, 6) }
  const samplings = everyThird(data, 7)
  const addsUp =
    precision >= 2 &&
    precision <= 16 &&
    frame.width > 0 &&
    count >= 1 &&
    count <= 4 &&
    data.length === 6 + 3 * count &&
    new Set(frame.components).size === count &&
    samplings.every((both) => both >> 4 >= 1 && both >> 4 <= 4 && (both & 15) >= 1 && (both & 15) <= 4)
  return addsUp ? frame : null
}

/** Whether a scan header (B.2.3) is about components of the frame. */
export const scanAddsUp = (data: Uint8Array, frame: Frame): boolean => {
  const count = data[0] ?? 0
  if (count < 1 || count > 4 || data.length !== 4 + 2 * count) return false
  const components = Array.from({ length: count }, (_, index) => data[1 + 2 * index] ?? -1)
  return new Set(components).size === count && components.every((id) => frame.components.includes(id))
}
