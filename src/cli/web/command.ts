import { exitCode, type ExitCode } from '../exit-code.ts'
import { writeLine, type Streams } from '../streams.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'
import { pageFiles } from './page-files.ts'
import { startPage } from './start-page.ts'

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

const portFrom = (text: string | undefined, { web }: CliTexts): number => {
  const port = /^[0-9]{1,5}$/.test(text ?? '0') ? Number(text ?? '0') : Number.NaN
  if (!(port <= 65_535)) throw new UsageError(web.portWrong)
  return port
}

/** `mfa-enroll demo --web`: serves the page until it is stopped. */
export const servePage = async (
  port: string | undefined,
  { output, error }: Streams,
  texts: CliTexts,
): Promise<ExitCode> => {
  const { web } = texts
  const wanted = portFrom(port, texts)
  const files = pageFiles()
  if (files === null) throw new UsageError(web.pageMissing)
  const page = await startPage({
    files,
    port: wanted,
    onSpentLink: () => {
      writeLine(error, web.linkSpent)
      writeLine(output, page.newLink())
    },
  }).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null
    throw new UsageError(web.portTaken(wanted, code === 'EADDRINUSE'))
  })
  const stopped = untilStopped()
  // The link alone goes to the output, for a script to open.
  writeLine(error, web.pageAt)
  writeLine(output, page.newLink())
  writeLine(error, web.stops)
  await stopped
  await page.close()
  return exitCode.done
}
