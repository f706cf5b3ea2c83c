import * as E from '#fp-ts/Either'
import { callHook, type FactorDirectory } from '../../../machines/index.ts'
import { removalEventsOf, type RemovalEvent } from '../../audit/index.ts'
import type { Answer, CallerExchange, Handler } from '../exchange/exchange.ts'
import type { Settings } from '../exchange/settings.ts'
import { spend } from '../exchange/spend.ts'
import { problem } from '../problem/problem.ts'
import { serviceProblem } from '../problem/service-problem.ts'
import { withDirectory } from './with-directory.ts'

/** How long the host may take to say whether a factor may go, ms: it holds a place as long. */
const patienceMs = 10_000

/** What the host says. Rejects where it does, or says nothing in time. */
const saidByHost = (
  { request, id: factorId, caller: { subject } }: CallerExchange,
  { beforeRemoval, clock }: Settings,
): Promise<boolean> =>
  new Promise((resolve, reject) => {
    if (beforeRemoval === undefined) return resolve(true)
    const late = new Error(`beforeRemoval did not answer within ${patienceMs} ms, so nothing was sent`)
    const timer = clock.setTimeout(() => reject(late), patienceMs)
    const asked = async () => beforeRemoval({ subject, factorId, request })
    asked()
      .finally(() => clock.clearTimeout(timer))
      .then(resolve, reject)
  })

const mayRemove = async (
  exchange: CallerExchange,
  settings: Settings,
): Promise<'yes' | 'stepUpRequired' | 'defect'> => {
  try {
    return (await saidByHost(exchange, settings)) === true ? 'yes' : 'stepUpRequired'
  } catch (cause) {
    settings.report(cause)
    return 'defect'
  }
}

const refusals = {
  stepUpRequired: problem('step-up-required', { reason: 'stepUpRequired' }),
  defect: problem('step-up-unavailable', { retryAfter: 5 }),
} as const

const removed = async (
  exchange: CallerExchange,
  directory: FactorDirectory,
  settings: Settings,
): Promise<Answer> => {
  const { onRemoval, clock, report } = settings
  const { id, caller } = exchange
  const events = removalEventsOf(id, () => clock.now())
  const tell = (event: RemovalEvent) => {
    const { subject } = caller
    if (onRemoval !== undefined) callHook((told: RemovalEvent) => onRemoval(told, { subject }), event, report)
  }

  tell(events.requested())
  const answer = await mayRemove(exchange, settings)
  if (answer !== 'yes') {
    tell(events.notSent({ _tag: answer }))
    return E.left(refusals[answer])
  }
  try {
    // No signal: it goes on if the client leaves.
    const reset = await directory.resetFactor(id)()
    tell(E.isLeft(reset) ? events.notConfirmed(reset.left) : events.confirmed())
    return E.isLeft(reset)
      ? E.left(serviceProblem(reset.left, clock.now()))
      : E.right(new Response(null, { status: 204 }))
  } catch (cause) {
    tell(events.notConfirmed({ _tag: 'defect' }))
    throw cause
  }
}

/** `DELETE /factors/:id`: takes a factor off the account. */
export const removeFactor = (settings: Settings): Handler<CallerExchange> =>
  withDirectory(settings, async (exchange, directory) => {
    // The owner hears of each: nobody is to flood them, nor the service, with ids that are made up.
    const refused = await spend([{ limit: 'removal', key: exchange.caller.subject }], settings)
    return refused === null ? removed(exchange, directory, settings) : E.left(refused)
  })
