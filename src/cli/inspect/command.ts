import { basename } from 'node:path'
import * as E from '#fp-ts/Either'
import { inspectEnrollment } from '../../inspect/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { inspect } from '../commands/inspect.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { langOfArguments } from '../lang.ts'
import { cannotListen, portFrom } from '../loopback/port.ts'
import type { StaticFiles } from '../loopback/static-files.ts'
import { missingPackage } from '../missing-package.ts'
import { writeLine, type Streams } from '../streams.ts'
import { tell } from '../tell.ts'
import { textsFor, type CliTexts } from '../texts/texts.ts'
import { untilStopped } from '../until-stopped.ts'
import { UsageError } from '../usage-error.ts'
import { readRecordingFile } from './read-recording-file.ts'
import { startViewer, type StartViewerOptions } from './start-viewer.ts'
import { viewerFiles, withRecording } from './viewer-files.ts'

type Shown = Pick<StartViewerOptions, 'files' | 'inspection'> & { readonly close: () => void }

const replay = (
  path: string,
  files: StaticFiles,
  { inspect: texts }: CliTexts,
  say: (text: string) => void,
): Shown => {
  const recording = readRecordingFile(path)
  if (E.isLeft(recording)) throw new UsageError(texts.recordingFault(recording.left))
  if (recording.right.isTorn) say(texts.torn)
  if (recording.right.omitted > 0) say(texts.omitted(recording.right.omitted))
  return {
    files: withRecording(files, basename(path), recording.right),
    inspection: inspectEnrollment(),
    close: () => undefined,
  }
}

/** The sandbox is loaded only here: a recording is shown without its packages. */
const play = async (files: StaticFiles, texts: CliTexts, say: (text: string) => void): Promise<Shown> => {
  const { createPlayground } = await import('./playground.ts').catch((cause: unknown) => {
    if (missingPackage(cause) === null) throw cause
    throw new UsageError(texts.arguments.packagesMissing('inspect'))
  })
  const { inspection, stop } = createPlayground(texts, say)
  return { files, inspection, close: stop }
}

/** `mfa-enroll inspect` */
export const inspectCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const { output, error, env } = streams
  const texts = textsFor(langOfArguments(args, env))
  const { values, positionals } = parseCommandArguments(inspect, args, texts)
  const [path] = positionals
  const say = (text: string) => tell(error, text)
  const port = portFrom(values.port, texts)
  const files = viewerFiles()
  if (files === null) throw new UsageError(texts.inspect.viewerMissing)
  const shown = path === undefined ? await play(files, texts, say) : replay(path, files, texts, say)
  const viewer = await startViewer({
    files: shown.files,
    inspection: shown.inspection,
    port,
    onSpentLink: () => {
      say(texts.loopback.linkSpent)
      writeLine(output, viewer.newLink())
    },
  }).catch((cause: unknown) => {
    throw cannotListen(port, texts, cause)
  })
  const stopped = untilStopped()
  // The link alone goes to the output, for a script to open.
  say(texts.inspect.viewerAt)
  writeLine(output, viewer.newLink())
  say(path === undefined ? texts.inspect.playing : texts.inspect.replaying)
  await stopped
  shown.close()
  await viewer.close()
  return exitCode.done
}
