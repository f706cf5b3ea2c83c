import type { ObjectContext } from '@restatedev/restate-sdk'
import type * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { callOf } from '../../durable/index.ts'
import { judge, settlementOf, type OpenRow } from '../../durable/host/index.ts'
import { Settle } from '../wire/messages.ts'
import { readAs } from '../wire/values.ts'
import { given } from './belonging.ts'
import type { Host } from './host.ts'
import { inTurn } from './turn.ts'
import { reportUnreadable, unreadableIsReported } from './unreadable.ts'

type Settled = t.TypeOf<typeof Settle>

/** What may have happened is looked up, as after a restart. */
const interrupted = ({ row, open }: OpenRow, { seq, call }: Settled, now: number, sendIntervalMs: number) => {
  const { snapshot, accessToken } = open
  if (callOf(snapshot) !== call || snapshot.context.seq !== seq)
    return { type: 'leave', answer: null } as const
  const judged = judge(snapshot, row, [{ type: 'restored', sendAgainAt: now + sendIntervalMs }], now)
  return { type: 'write', judged, accessToken, answer: null } as const
}

/** Brings a call's outcome to its enrollment; one that comes too late changes nothing. */
export const settle =
  (host: Host) =>
  async (ctx: ObjectContext, bytes: Uint8Array): Promise<void> => {
    const message = readAs(Settle, bytes, given(ctx))
    // The timer at the end of the call's time looks up what became of it.
    if (E.isLeft(message)) return reportUnreadable(host, ctx.key, message.left)
    const settled = message.right
    const { outcome, life } = settled
    await unreadableIsReported(host, ctx.key, () =>
      inTurn(host, ctx, async ({ found, now, transactions }) => {
        if (found?.life !== life) return
        await transactions.change(ctx.key, (row) =>
          outcome._tag === 'interrupted'
            ? interrupted(row, settled, now, host.limits.sendIntervalMs)
            : settlementOf(row, settled, outcome, now),
        )
      }),
    )
  }
