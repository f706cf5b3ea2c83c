import { existsSync, readFileSync, statSync, type Stats } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import * as E from '#fp-ts/Either'
import { checkPhoto, photoLimits } from '../../../machines/index.ts'
import type { PhotoFileFault } from '../texts/texts.ts'

/** A path as terminals give it when a file is dropped on them: in quotes, or with a backslash before each space. */
const undropped = (text: string): string => {
  const quoted = /^(['"])(.*)\1$/.exec(text)?.[2]
  if (quoted !== undefined) return quoted
  return process.platform === 'win32' ? text : text.replaceAll(/\\(.)/g, '$1')
}

/** No shell has seen what was typed at a prompt, so `~` still stands for the home folder. */
const atHome = (path: string): string => (/^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path)

/** The path that was meant. A file that has exactly the name that was typed comes first. */
const meant = (typed: string): string => (existsSync(typed) ? typed : atHome(undropped(typed.trim())))

const isForbidden = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'EACCES' || cause.code === 'EPERM')

/** A name may also be too long, or hold what no name can. */
const lookedAt = (path: string): E.Either<PhotoFileFault, Stats | undefined> =>
  E.tryCatch(
    () => statSync(path, { throwIfNoEntry: false }),
    (cause) => (isForbidden(cause) ? 'unreadable' : 'noFile'),
  )

/** Reads a photo, by a path that was typed or given. Left says why there is none: nothing was sent yet. */
export const readPhotoFile = (typed: string): E.Either<PhotoFileFault, Uint8Array> => {
  if (typed.trim() === '') return E.left('noName')
  const path = meant(typed)
  const looked = lookedAt(path)
  if (E.isLeft(looked)) return looked
  const found = looked.right
  if (found === undefined) return E.left('noFile')
  // A pipe would block, and a device never end.
  if (!found.isFile()) return E.left('notAFile')
  if (found.size > photoLimits.maxBytes) return E.left('tooLarge')
  const bytes = E.tryCatch(
    () => readFileSync(path),
    () => 'unreadable' as const,
  )
  if (E.isLeft(bytes)) return bytes
  const checked = checkPhoto(bytes.right)
  return E.isLeft(checked) ? checked : bytes
}
