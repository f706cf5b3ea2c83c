import type { ObjectContext } from '@restatedev/restate-sdk'
import * as E from '#fp-ts/Either'
import { dutyInputsOf, judge, type OpenRow } from '../../durable/host/index.ts'
import { Timer } from '../wire/messages.ts'
import { readAs } from '../wire/values.ts'
import { forgetAskedLately } from './asked-lately.ts'
import { given } from './belonging.ts'
import type { Host } from './host.ts'
import { sendTo } from './messages-out.ts'
import { inTurn } from './turn.ts'
import { unreadableIsReported } from './unreadable.ts'

/** How long a state that cannot be read is left alone, ms. */
const unreadablePauseMs = 60_000

/** What time alone asks for: the minute is over, a call never ended, nobody came back. */
const duty = (found: OpenRow, now: number, sendIntervalMs: number) => {
  const { snapshot, accessToken } = found.open
  const inputs = dutyInputsOf(found, now, sendIntervalMs)
  if (inputs === null) return { type: 'erase', answer: null } as const
  return { type: 'write', judged: judge(snapshot, null, inputs, now), accessToken, answer: null } as const
}

/**
 * Rings once for the earliest moment that an enrollment waits for. It has one timer at a time: one for a moment that
 * was put off is sent anew when it rings, one that was overtaken by an earlier one rings for nothing.
 */
export const timer =
  (host: Host) =>
  async (ctx: ObjectContext, bytes: Uint8Array): Promise<void> => {
    const read = readAs(Timer, bytes, given(ctx))
    const message = E.isRight(read) ? read.right : { life: null, at: null }
    const isDone = await unreadableIsReported(host, ctx.key, () =>
      inTurn(host, ctx, async ({ found, now, transactions, rang, row }) => {
        if (found === null) return forgetAskedLately(ctx, now)
        // One that could not be read is taken at its word: looking does no harm.
        if (message.life !== null && (message.life !== found.life || message.at !== found.ringsAt)) return
        rang()
        if (found.row.due === null || found.row.due > now) return
        await transactions.change(ctx.key, (open) => duty(open, now, host.limits.sendIntervalMs))
        if (row() === null) await forgetAskedLately(ctx, now)
      }),
    )
    if (!isDone)
      sendTo(ctx, { service: host.name, handler: 'timer', afterMs: unreadablePauseMs }, Timer, message)
  }
