/** What is kept of a file, in the file's order. */
export type KeptBytes = {
  readonly append: (part: ArrayLike<number>) => void
  readonly all: () => Uint8Array
}

/** Room for at most `size` bytes: the size of the file at hand, never one that the file declares. */
export const keptBytes = (size: number): KeptBytes => {
  const bytes = new Uint8Array(size)
  let end = 0
  return {
    append: (part) => {
      bytes.set(part, end)
      end += part.length
    },
    all: () => bytes.subarray(0, end),
  }
}

/** The parts in one array of their own. */
export const joined = (...parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let end = 0
  for (const part of parts) {
    bytes.set(part, end)
    end += part.length
  }
  return bytes
}

/** Whether the bytes begin with these. */
export const beginsWith = (bytes: Uint8Array, start: ArrayLike<number>): boolean =>
  Array.from(start).every((byte, at) => bytes[at] === byte)
