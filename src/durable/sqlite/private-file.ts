import { closeSync, existsSync, fsyncSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreError } from '../store/store-error.ts'

const ownerOnly = 0o600
const othersToo = 0o077

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

/** A file that is made anew must still be in its folder after a power cut. */
const syncFolder = (folder: string): void => {
  // Windows opens no folders, and needs no such thing.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/** Makes the file, empty and for its owner alone, unless it stands: SQLite gives its -wal and -shm the same mode. */
export const makePrivateFile = (file: string): void => {
  try {
    closeSync(openSync(file, 'wx', ownerOnly))
    syncFolder(dirname(file))
  } catch (cause) {
    const code = codeOf(cause)
    if (code === 'EEXIST') return
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new StoreError(
        'readOnly',
        `There is no folder ${dirname(file)}. Make it, or name another file.`,
        {
          cause,
        },
      )
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new StoreError('full', `There is no room for ${file}. Make room on its disk.`, { cause })
    throw new StoreError(
      'readOnly',
      `${file} cannot be made (${String(code)}). This user must be allowed to write in its folder.`,
      { cause },
    )
  }
}

/** Looked at before its mode is: nobody should close a folder to others because it was named by mistake. */
const assertFile = (file: string): void => {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false)
    throw new StoreError('notOurs', `${file} is no file. Name a file for the enrollments.`)
}

/**
 * Refuses a file that others may read or write: it was theirs to copy or change until now, which its owner must
 * know; mended in silence, nobody would.
 */
export const assertPrivate = (file: string): void => {
  assertFile(file)
  if (process.platform === 'win32') return
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    if (!existsSync(path) || (statSync(path).mode & othersToo) === 0) continue
    throw new StoreError(
      'tooOpen',
      `Other users of this machine may open ${path}. Close it to them: chmod 600 ${path}`,
    )
  }
}

const identityOf = (path: string): string | null => {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? null : `${found.dev}:${found.ino}`
}

/**
 * SQLite writes on into a file that is no longer there, and into one that a backup was put over with `mv`; all of it
 * would be lost with the process. Call what this returns before a transaction, and after it.
 */
export const watchFile = (file: string): (() => void) => {
  const opened = [file, `${file}-wal`].map((path) => [path, identityOf(path)] as const)
  return () => {
    for (const [path, identity] of opened) {
      if (identity === null || identityOf(path) === identity) continue
      throw new StoreError(
        'replaced',
        `${path} was removed or replaced while it was open, so nothing can be stored. ` +
          'Stop the process, put the right file in its place, and start again.',
      )
    }
  }
}
