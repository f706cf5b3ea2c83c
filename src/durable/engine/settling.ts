import type { Effect } from '../step/effect.ts'
import type { StepInput } from '../step/step.ts'
import type { CallResult } from './calls.ts'
import type { EngineClock } from './engine.ts'
import { judge, waitsForOwner } from './judged.ts'
import type { OpenRow } from './rows.ts'
import type { createTransactions, Decision } from './transactions.ts'

/** How long to wait after the store failed before a result is offered again, ms. */
const pauseMs = 500

export interface SettlingOptions {
  readonly transactions: Pick<ReturnType<typeof createTransactions>, 'change'>
  readonly clock: EngineClock
  readonly now: () => number
  readonly failed: (cause: unknown) => void
  readonly isStopping: () => boolean
}

/** What a call answered, brought to its row. */
export const createSettling = ({ transactions, clock, now, failed, isStopping }: SettlingOptions) => {
  const decide = ({ row, open }: OpenRow, input: StepInput): Decision<null> => {
    const judged = judge(open.snapshot, row, [input], now())
    const { accessToken } = open
    if (!judged.last.accepted) return { type: 'leave', answer: null }
    if (!waitsForOwner(input)) return { type: 'write', judged, accessToken, answer: null }
    const asItWas = { ...judged, path: [open.snapshot], effect: null, timer: null }
    return { type: 'write', judged: asItWas, accessToken: null, isParked: true, answer: null }
  }

  const pause = () => new Promise<void>((resolve) => clock.setTimeout(resolve, pauseMs))

  return {
    settled: async (id: string, { call, seq }: Effect, result: CallResult): Promise<void> => {
      for (;;)
        try {
          await transactions.change(id, (found) => decide(found, { type: 'result', call, seq, result }))
          return
        } catch (cause) {
          // The answer of a bind is worth keeping. Once the lease has ended, somebody else looks it up.
          failed(cause)
          if (isStopping()) return
          await pause()
        }
    },
  }
}
