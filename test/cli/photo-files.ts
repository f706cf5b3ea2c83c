import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { face, jpegOf } from '../sandbox/pictures.ts'

/** A folder with photos that the sandbox likes and photos that it does not. */
export interface PhotoFiles {
  readonly folder: string
  readonly face: string
  /** A whole picture that may be uploaded, without a face in it: 1702. */
  readonly faceless: string
  readonly tiny: string
  readonly text: string
  readonly remove: () => void
}

export const photoFiles = (): PhotoFiles => {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-photos-'))
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  return {
    folder,
    face: file('my face.jpg', face),
    faceless: file('faceless.jpg', jpegOf(40, 40)),
    tiny: file('tiny.jpg', jpegOf(8, 8)),
    text: file('text.jpg', 'no picture'),
    remove: () => rmSync(folder, { recursive: true }),
  }
}
