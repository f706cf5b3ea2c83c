import type { PortFault } from '../texts/loopback-texts.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'

/** The port that `--port` names. */
export const portFrom = (text: string, { loopback }: Pick<CliTexts, 'loopback'>): number => {
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError(loopback.portWrong)
  return port
}

const faults: Readonly<Record<string, PortFault>> = { EADDRINUSE: 'inUse', EACCES: 'noRights' }

/** What is wrong with a port that a server could not listen on; null if it is not the port that is wrong. */
export const portFaultOf = (cause: unknown): PortFault | null =>
  cause instanceof Error && 'code' in cause ? (faults[String(cause.code)] ?? null) : null

/** Says what to do where a server could not listen on that port. */
export const cannotListen = (
  port: number,
  { loopback }: Pick<CliTexts, 'loopback'>,
  cause: unknown,
): UsageError => new UsageError(loopback.portRefused(port, portFaultOf(cause) ?? 'other'))
