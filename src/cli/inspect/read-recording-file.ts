import { readFileSync, statSync, type Stats } from 'node:fs'
import * as E from '#fp-ts/Either'
import { readRecording, type Recording, type RecordingProblem } from '../../inspect/index.ts'

/** Why there is no recording to show. `line` is that of `badLine`, counted from 1. */
export type RecordingFault =
  | {
      readonly is:
        | 'noFile'
        | 'notAFile'
        | 'unreadable'
        | 'empty'
        | Exclude<RecordingProblem['_tag'], 'badLine'>
    }
  | { readonly is: 'badLine'; readonly line: number }

/** No recording has so many bytes: one of 16 Mi characters would have at most four for each. */
const mostBytes = 64 * 1024 * 1024

const lookedAt = (path: string): Stats | undefined => {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    // Too long a name, or a folder that may not be looked into.
    return undefined
  }
}

const faultOf = (problem: RecordingProblem): RecordingFault =>
  problem._tag === 'badLine' ? { is: 'badLine', line: problem.line } : { is: problem._tag }

/** Reads a recording from a file. Left says why it cannot be shown. */
export const readRecordingFile = (path: string): E.Either<RecordingFault, Recording> => {
  const found = lookedAt(path)
  if (found === undefined) return E.left({ is: 'noFile' })
  // A device would never end.
  if (!found.isFile()) return E.left({ is: 'notAFile' })
  if (found.size > mostBytes) return E.left({ is: 'tooLarge' })
  const text = E.tryCatch(
    () => readFileSync(path, 'utf8'),
    (): RecordingFault => ({ is: 'unreadable' }),
  )
  if (E.isLeft(text)) return text
  const recording = readRecording(text.right)
  if (E.isLeft(recording)) return E.left(faultOf(recording.left))
  return recording.right.frames.length === 0 ? E.left({ is: 'empty' }) : recording
}
