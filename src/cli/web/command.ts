import { exitCode, type ExitCode } from '../exit-code.ts'
import { cannotListen, portFrom } from '../loopback/port.ts'
import type { StaticFiles } from '../loopback/static-files.ts'
import { writeLine, type Streams } from '../streams.ts'
import { tell } from '../tell.ts'
import type { CliTexts } from '../texts/texts.ts'
import { untilStopped } from '../until-stopped.ts'
import { UsageError } from '../usage-error.ts'
import { pageFiles } from './page-files.ts'
import { startPage } from './start-page.ts'

/** How the arguments want the page. */
export interface PageValues {
  readonly port?: string | undefined
  readonly inspect?: boolean | undefined
  readonly server?: boolean | undefined
}

const viewerToStandBeside = async ({ inspect }: CliTexts): Promise<StaticFiles> => {
  const { viewerFiles, withinPage } = await import('../inspect/viewer-files.ts')
  const files = viewerFiles()
  if (files === null) throw new UsageError(inspect.viewerMissing)
  return withinPage(files)
}

/** `mfa-enroll demo --web`: serves the page until it is stopped. */
export const servePage = async (
  { port: given = '0', inspect = false, server = false }: PageValues,
  { output, error }: Streams,
  texts: CliTexts,
): Promise<ExitCode> => {
  const { web, loopback } = texts
  const port = portFrom(given, texts)
  const files = pageFiles()
  if (files === null) throw new UsageError(web.pageMissing)
  const page = await startPage({
    files,
    viewer: inspect ? await viewerToStandBeside(texts) : null,
    server,
    port,
    onSpentLink: () => {
      tell(error, loopback.linkSpent)
      writeLine(output, page.newLink())
    },
  }).catch((cause: unknown) => {
    throw cannotListen(port, texts, cause)
  })
  const stopped = untilStopped()
  // The link alone goes to the output, for a script to open.
  tell(error, web.pageAt)
  writeLine(output, page.newLink())
  tell(error, web.stops)
  await stopped
  await page.close()
  return exitCode.done
}
