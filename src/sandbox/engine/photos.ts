import type { PhotoFormat } from '../../../machines/index.ts'
import { randomHex, type Random } from '../random.ts'

/** A picture somebody uploaded. */
export interface StoredPhoto {
  /** What `enrollmentData.photo` carries. */
  readonly key: string
  readonly userId: string
  /** Shown to nobody but who uploaded it. */
  readonly isPrivate: boolean
  readonly format: PhotoFormat
  readonly bytes: Uint8Array
}

export interface Photos {
  readonly keep: (photo: Omit<StoredPhoto, 'key'> & { readonly folder: string }) => StoredPhoto
  readonly byKey: (key: string) => StoredPhoto | undefined
}

/** A sandbox may run for weeks. When more comes in, the oldest pictures go. */
const mostBytes = 64 * 1024 * 1024

const endings: Readonly<Record<PhotoFormat['mediaType'], string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

export const createPhotos = (random: Random): Photos => {
  const kept = new Map<string, StoredPhoto>()
  let size = 0
  return {
    keep: ({ folder, ...photo }) => {
      // 128 bits: who has not been told the key does not find the picture.
      const key = `${folder}/${randomHex(random, 16)}.${endings[photo.format.mediaType]}`
      const stored = { ...photo, key }
      kept.set(key, stored)
      size += photo.bytes.byteLength
      for (const [old, { bytes }] of kept) {
        if (size <= mostBytes) break
        kept.delete(old)
        size -= bytes.byteLength
      }
      return stored
    },
    byKey: (key) => kept.get(key),
  }
}
