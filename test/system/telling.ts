// The side of told-process.ts that runs in the process itself.
import * as t from 'io-ts'

/** What every such process must know: the service, and the keys that seal. */
export const ServiceSetting = t.type({
  host: t.string,
  appId: t.string,
  keys: t.string,
  limits: t.type({ tokenLifetimeMs: t.number, sendIntervalMs: t.number, wrongCodeBudget: t.number }),
})

/** The setting that this process was started with. */
export const toldSetting = <A>(codec: t.Type<A>): A => {
  const argument: unknown = JSON.parse(process.argv[2] ?? 'null')
  if (!codec.is(argument)) throw new Error('The first argument must be the setting.')
  // Whoever started it may be killed, and nobody else would end it.
  process.once('disconnect', () => process.exit())
  return argument
}

export const tell = (told: Readonly<Record<string, unknown>>): void => void process.send?.(told)
