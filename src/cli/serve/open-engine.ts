import { createEngine, type EngineOptions, type SealingKeys } from '../../durable/index.ts'
import type { CliTexts } from '../texts/texts.ts'
import { inRestate } from './in-restate.ts'
import type { Counts } from './kept.ts'
import { countsAlone, openKept } from './open-kept.ts'
import type { OpenedEngine } from './opened-engine.ts'
import type { Setting } from './setting.ts'

type Options = Pick<EngineOptions, 'service' | 'onEvent' | 'onTransition'> & {
  readonly keys: SealingKeys
  readonly onDefect: (defect: unknown) => void
}

const closedAtTheEnd = ({ engine, start, stop }: OpenedEngine, counts: Counts) => ({
  engine,
  limits: counts.limits,
  start,
  stop: async () => {
    try {
      await stop()
    } finally {
      await counts.close()
    }
  },
})

/** The engine that was asked for, with the limits beside it. Rejects as `openKept` and `inRestate` do. */
export const openEngine = async (
  { carrier, amounts }: Pick<Setting, 'carrier' | 'amounts'>,
  options: Options,
  texts: CliTexts,
): Promise<OpenedEngine & Pick<Counts, 'limits'>> => {
  const { keys, onDefect } = options
  if (carrier.engine === 'store') {
    const kept = await openKept({ database: carrier.database, amounts }, keys, onDefect, texts)
    const engine = createEngine({ ...options, store: kept.store })
    return closedAtTheEnd({ engine, start: engine.start, stop: () => engine.stop() }, kept)
  }
  const counts = await countsAlone({ database: carrier.database, amounts }, keys, onDefect, texts)
  try {
    return closedAtTheEnd(await inRestate(carrier.restate, options, texts), counts)
  } catch (cause) {
    await counts.close()
    throw cause
  }
}
