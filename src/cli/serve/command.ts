import { redact } from '../../../machines/index.ts'
import { sealingKeysOfEnvironment } from '../../durable/index.ts'
import { createGenAuthService } from '../../genauth/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { serve as serveCall } from '../commands/serve.ts'
import { clientOver } from '../connection.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { langOfArguments } from '../lang.ts'
import { writeLine, type Streams } from '../streams.ts'
import { textsFor, type CliTexts } from '../texts/texts.ts'
import { untilStopped } from '../until-stopped.ts'
import { startListener, type Listener } from './listener.ts'
import { afterSeconds, atNextSignal, firstOf } from './drained.ts'
import { createLog, type Log } from './log.ts'
import { refusePortsTwice } from './ports.ts'
import { asUsageError, cannotServe } from './problems.ts'
import { refuseStrayRestate } from './restate-setting.ts'
import { openRunning, type Running } from './running.ts'
import { settingFrom, type Setting } from './setting.ts'
import { whoMay } from './who-may.ts'

/** Requests that are under way when it stops are waited for so long, ms. */
const graceMs = 5_000

interface Listeners {
  readonly main: Listener
  readonly metrics: Listener | null
}

const listen = async ({ server }: Running, setting: Setting, texts: CliTexts): Promise<Listeners> => {
  const { listener, metrics: wanted } = setting
  const metrics =
    wanted &&
    (await startListener({
      ...wanted,
      maxConnections: 100,
      fetch: server.adminFetch,
    }).catch((cause: unknown) => {
      throw cannotServe({ option: 'metrics-hostname', port: wanted.port }, cause, texts)
    }))
  try {
    return { main: await startListener({ ...listener, fetch: server.fetch }), metrics }
  } catch (cause) {
    await metrics?.close(0)
    throw cannotServe({ option: 'hostname', port: listener.port }, cause, texts)
  }
}

const tellPerson = ({ main, metrics }: Listeners, { error }: Streams, { serve }: CliTexts): void => {
  if (error.isTTY !== true) return
  writeLine(error, serve.listensAt(main.url))
  if (metrics !== null) writeLine(error, serve.metricsAt(metrics.url))
  writeLine(error, serve.stops)
}

/** Goes on as before but for readiness, so that nobody is sent here any more when it stops to listen. */
const drain = async (
  { server }: Running,
  { drainSeconds }: Setting,
  log: Log,
  { error }: Streams,
  { serve }: CliTexts,
): Promise<void> => {
  if (drainSeconds === 0) return
  server.drain()
  log.draining(drainSeconds)
  if (error.isTTY === true) writeLine(error, serve.drains(drainSeconds))
  await firstOf([afterSeconds(drainSeconds), atNextSignal])
}

/** `mfa-enroll serve` */
export const serveCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const { env, output } = streams
  const texts = textsFor(langOfArguments(args, env))
  const { values } = parseCommandArguments(serveCall, args, texts)
  refuseStrayRestate(args, values, texts)
  const setting = settingFrom(values, streams, texts)
  refusePortsTwice(setting, texts)
  // An address that cannot be is told now, and not by the first call of the service.
  clientOver(setting.connection, async () => redact(''), texts, createGenAuthService)
  const log = createLog(output, setting)
  try {
    const keys = sealingKeysOfEnvironment(env)
    const authenticate = await whoMay(setting)
    const running = await openRunning({ setting, keys, authenticate, log, texts })
    // From here on a signal ends it in order, also while it still starts.
    const stopped = untilStopped()
    try {
      const { main, metrics } = await listen(running, setting, texts)
      try {
        await running.start()
        log.listening({ url: main.url, metrics: metrics?.url ?? null })
        tellPerson({ main, metrics }, streams, texts)
        await stopped
        await drain(running, setting, log, streams, texts)
        log.stopping()
      } finally {
        // Readiness says no and streams end; then nobody new comes in, and who is in gets their answer.
        await running.server.stop()
        await Promise.all([main.close(graceMs), metrics?.close(graceMs)])
      }
    } finally {
      await running.stop()
    }
    log.stopped()
    return exitCode.done
  } catch (cause) {
    throw asUsageError(cause, texts)
  }
}
