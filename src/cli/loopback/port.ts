import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'

/** The port that `--port` names. */
export const portFrom = (text: string, { loopback }: Pick<CliTexts, 'loopback'>): number => {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError(loopback.portWrong)
  return port
}

/** Says what to do where a server could not listen on that port. */
export const cannotListen = (
  port: number,
  { loopback }: Pick<CliTexts, 'loopback'>,
  cause: unknown,
): UsageError =>
  new UsageError(
    loopback.portTaken(port, cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'),
  )
