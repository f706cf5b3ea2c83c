/** Two bytes as a number, most significant first, as JPEG and PNG write them. What lies past the end is 0. */
export const uint16 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)

/** Four bytes as a number from 0 to 2^32 - 1, most significant first. What lies past the end is 0. */
export const uint32 = (bytes: Uint8Array, at: number): number =>
  uint16(bytes, at) * 0x1_0000 + uint16(bytes, at + 2)

/** The bytes of a 16-bit number, most significant first. */
export const uint16Bytes = (value: number): readonly number[] => [(value >>> 8) & 0xff, value & 0xff]

/** The bytes of a 32-bit number, most significant first. */
export const uint32Bytes = (value: number): readonly number[] => [
  ...uint16Bytes(value >>> 16),
  ...uint16Bytes(value),
]
