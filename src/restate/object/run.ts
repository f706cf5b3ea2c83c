import type { ObjectSharedContext } from '@restatedev/restate-sdk'
import type * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { callOf, type Credentials, type Effect } from '../../durable/index.ts'
import { openRow, type CallResult, type OpenRow, type Permit } from '../../durable/host/index.ts'
import { binary } from '../wire/binary.ts'
import { Outcome, Run, Settle } from '../wire/messages.ts'
import { readAs, written } from '../wire/values.ts'
import { given, stepOf } from './belonging.ts'
import { Claim, isBind, mayBegin, newClaim, unknownClaim } from './claims.ts'
import type { Host } from './host.ts'
import { sendTo } from './messages-out.ts'
import { readState } from './state.ts'
import { reportUnreadable } from './unreadable.ts'

/** Makes a call of the service, as the engine does. */
export type Perform = (effect: Effect, credentials: Credentials, permit: Permit) => Promise<CallResult>

const waitsFor = ({ row, open: { snapshot } }: OpenRow, { call, seq }: Effect): boolean =>
  row.isLeased && callOf(snapshot) === call && snapshot.context.seq === seq

/** The row that waits for the call of this message; null if none does, or it cannot be read here. */
const waitingRow = async (
  host: Host,
  ctx: ObjectSharedContext,
  { life, effect }: t.TypeOf<typeof Run>,
): Promise<OpenRow | null> => {
  const state = await readState(ctx)
  if (E.isLeft(state)) reportUnreadable(host, ctx.key, state.left)
  if (E.isLeft(state) || state.right === null || state.right.life !== life) return null
  try {
    const found = openRow(host.sealer, state.right.row)
    return waitsFor(found, effect) ? found : null
  } catch (cause) {
    host.report(cause)
    return null
  }
}

/**
 * Makes one call, at most once. Restate repeats whatever has no result in its journal, and a bind must not be
 * repeated, so a step before it writes who makes the call, and until when. The step with the call then makes it only in
 * the process that wrote this. Any other, or the same one restarted, finds a claim that it does not know: interrupted.
 *
 * The connection may be lost while the process lives and its bind is under way. So a bind that another claimed counts
 * as interrupted only when its time is over. If Restate comes to the process that makes it meanwhile, its answer counts.
 *
 * It leaves what it cannot read, or nobody waits for: the timer at the end of its time looks it up.
 */
export const run =
  (host: Host, perform: Perform) =>
  async (ctx: ObjectSharedContext, bytes: Uint8Array): Promise<void> => {
    const message = readAs(Run, bytes, given(ctx))
    if (E.isLeft(message)) return reportUnreadable(host, ctx.key, message.left)
    const { life, effect } = message.right
    const found = await waitingRow(host, ctx, message.right)
    if (found === null) return
    const { owner, accessToken } = found.open
    // A message that was held up: the person has long given up, or was shown that the minute is over.
    const due = found.row.due ?? 0
    const claimStep = stepOf(ctx, 'claim')
    const noted = await ctx.run('claim', () => written(Claim, newClaim(effect, due, host), claimStep), {
      serde: binary,
    })
    const read = readAs(Claim, noted, claimStep)
    const claim = E.isRight(read) ? read.right : unknownClaim(due)
    if (claim === null) return
    const mayGoOn = () => mayBegin(effect, claim.until, host)
    const call = {
      id: ctx.key,
      effect,
      until: claim.until,
      mayBegin: mayGoOn,
      isBind: isBind(effect),
      gone: ctx.request().attemptCompletedSignal,
      perform: (signal: AbortSignal) =>
        perform(effect, { owner, accessToken }, { signal, maySend: () => !signal.aborted && mayGoOn() }),
    }
    const callStep = stepOf(ctx, 'call')
    const said = await ctx.run(
      'call',
      async () => written(Outcome, await host.calls.make(claim.name, call), callStep),
      {
        serde: binary,
      },
    )
    host.calls.delivered(claim.name)
    const outcome = readAs(Outcome, said, callStep)
    sendTo(ctx, { service: host.name, handler: 'settle' }, Settle, {
      life,
      seq: effect.seq,
      call: effect.call,
      outcome: E.isRight(outcome) ? outcome.right : { _tag: 'interrupted' },
    })
  }
