import * as E from '#fp-ts/Either'
import { inspectEnrollment, type EnrollmentInspection } from '../../inspect/index.ts'
import { UsageError } from '../usage-error.ts'
import type { Observation, ObservedRun } from './observed-run.ts'
import { openRecordingFile } from './recording-file.ts'
import { startViewer, type RunningViewer } from './start-viewer.ts'
import { viewerFiles } from './viewer-files.ts'

/** A path as a shell takes it. */
const quoted = (path: string): string =>
  /^[\w./:\\@%+-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`

/** Writes each frame into the file; the enrollment goes on where that fails. */
const record = (
  path: string,
  { subscribe }: EnrollmentInspection,
  { texts, tell }: Pick<ObservedRun, 'texts' | 'tell'>,
): (() => void) => {
  const file = openRecordingFile(path)
  if (E.isLeft(file)) throw new UsageError(texts.inspect.recordFault(file.left, quoted(path)))
  const { isReplacing, write, hasFrames, close } = file.right
  if (isReplacing) tell(texts.inspect.replacing(quoted(path)))
  let isWhole = true
  const stop = subscribe((frame) => {
    if (!isWhole) return
    try {
      write(frame)
    } catch {
      // As when the disk is full.
      isWhole = false
      tell(texts.inspect.recordingEnds)
    }
  })
  return () => {
    stop()
    close()
    if (hasFrames()) tell(texts.inspect.recorded(quoted(path)))
  }
}

const show = async (
  inspection: EnrollmentInspection,
  { texts, tell, show: showLine }: ObservedRun,
): Promise<RunningViewer> => {
  const files = viewerFiles()
  if (files === null) throw new UsageError(texts.inspect.viewerMissing)
  const viewer = await startViewer({
    files,
    inspection,
    port: 0,
    onSpentLink: () => {
      tell(texts.loopback.linkSpent)
      showLine(viewer.newLink())
    },
  })
  tell(texts.inspect.viewerAt)
  showLine(viewer.newLink())
  return viewer
}

/** See `observe`. */
export const startObservation = async (run: ObservedRun): Promise<Observation> => {
  const { values } = run
  const inspection = inspectEnrollment()
  const stopRecording = values.record === undefined ? () => undefined : record(values.record, inspection, run)
  const viewer = values.inspect === true ? await show(inspection, run) : null
  return {
    options: { inspect: inspection.inspect },
    whenOpened: viewer?.whenOpened ?? null,
    close: async () => {
      stopRecording()
      await viewer?.close()
    },
  }
}
