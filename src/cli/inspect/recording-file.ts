import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import * as E from '#fp-ts/Either'
import { encodeFrame, encodeHeader, readRecording, type InspectionFrame } from '../../inspect/index.ts'
import { packageVersion } from '../package-version.ts'

/**
 * What is wrong with a file to record in: others can read it, it is another's or has another name, it is something
 * else, or the system refuses it.
 */
export type RecordFault =
  | 'open'
  | 'symbolicLink'
  | 'hardLink'
  | 'notYours'
  | 'notAFile'
  | 'notARecording'
  | 'unwritable'

/** A file that holds a recording, written as things happen. */
export interface RecordingFile {
  /** It held an earlier recording, which the first frame replaces. */
  readonly isReplacing: boolean
  readonly hasFrames: () => boolean
  /** Writes one frame, whole, before it returns: what happened before a crash is there after it. Throws as Node does. */
  readonly write: (frame: InspectionFrame) => void
  readonly close: () => void
}

const codeOf = (cause: unknown): unknown => (cause instanceof Error && 'code' in cause ? cause.code : null)

// A link that somebody else put there would have us write into a file of their choice. Windows has no such flag.
const noLink = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW

const opened = (path: string): E.Either<RecordFault, { readonly fd: number; readonly isNew: boolean }> => {
  try {
    return E.right({ fd: openSync(path, 'wx', 0o600), isNew: true })
  } catch (cause) {
    if (codeOf(cause) === 'EISDIR') return E.left('notAFile')
    if (codeOf(cause) !== 'EEXIST') return E.left('unwritable')
  }
  try {
    // A pipe without a reader would make this wait.
    return E.right({ fd: openSync(path, constants.O_RDWR | constants.O_NONBLOCK | noLink), isNew: false })
  } catch (cause) {
    if (codeOf(cause) === 'ELOOP') return E.left('symbolicLink')
    return E.left(codeOf(cause) === 'EISDIR' ? 'notAFile' : 'unwritable')
  }
}

/** Long enough for the first line of any recording. */
const headerBytes = 1_024

const isRecording = (fd: number): boolean => {
  const start = Buffer.alloc(headerBytes)
  const [header = ''] = start.toString('utf8', 0, readSync(fd, start, 0, headerBytes, 0)).split('\n', 1)
  return E.isRight(readRecording(header))
}

/** What was there before is asked of the open file: its name might lead to another one by now. */
const faultOf = (fd: number): RecordFault | null => {
  const found = fstatSync(fd)
  if (!found.isFile()) return 'notAFile'
  // Windows knows neither users by number nor the bits of a mode.
  const me = process.geteuid?.()
  if (me !== undefined && found.uid !== me) return 'notYours'
  if (found.nlink > 1) return 'hardLink'
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) return 'open'
  return found.size === 0 || isRecording(fd) ? null : 'notARecording'
}

const writeAll = (fd: number, text: string): void => {
  const bytes = Buffer.from(text)
  for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written)
}

/**
 * Opens a file to record in, readable by its owner alone. One that is there is taken only if it is ours alone, under
 * one name and no link, and holds a recording or nothing; it is emptied by the first frame, not before.
 */
export const openRecordingFile = (path: string): E.Either<RecordFault, RecordingFile> => {
  const file = opened(path)
  if (E.isLeft(file)) return file
  const { fd, isNew } = file.right
  const fault = isNew ? null : faultOf(fd)
  if (fault !== null) {
    closeSync(fd)
    return E.left(fault)
  }
  let hasFrames = false
  return E.right({
    isReplacing: !isNew && fstatSync(fd).size > 0,
    hasFrames: () => hasFrames,
    write: (frame) => {
      if (!hasFrames) {
        ftruncateSync(fd)
        writeAll(fd, encodeHeader(packageVersion()))
      }
      hasFrames = true
      writeAll(fd, encodeFrame(frame))
    },
    close: () => closeSync(fd),
  })
}
