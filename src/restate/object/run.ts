import type { ObjectSharedContext } from '@restatedev/restate-sdk'
import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { callOf, type Credentials, type Effect } from '../../durable/index.ts'
import { openRow, type CallResult, type OpenRow, type Permit } from '../../durable/host/index.ts'
import { binary } from '../wire/binary.ts'
import { Outcome, Run, Settle } from '../wire/messages.ts'
import { readAs, written } from '../wire/values.ts'
import type { Host } from './host.ts'
import { sendTo } from './messages-out.ts'
import { readState } from './state.ts'

/** Makes a call of the service, as the engine does. */
export type Perform = (effect: Effect, credentials: Credentials, permit: Permit) => Promise<CallResult>

const Claim = t.union([t.string, t.null])

const waitsFor = ({ row, open: { snapshot } }: OpenRow, { call, seq }: Effect): boolean =>
  row.isLeased && callOf(snapshot) === call && snapshot.context.seq === seq

/** The row that waits for the call of this message; null if none does, or it cannot be read here. */
const waitingRow = async (
  host: Host,
  ctx: ObjectSharedContext,
  { life, effect }: t.TypeOf<typeof Run>,
): Promise<OpenRow | null> => {
  const state = await readState(ctx)
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
 * repeated, so a step before it writes who makes the call. The step with the call then makes it only in the process
 * that wrote this. Any other, or the same one restarted, finds a claim that it does not know: interrupted.
 *
 * It leaves in silence what it cannot read, or nobody waits for: the timer at the end of its time looks it up.
 */
export const run =
  (host: Host, perform: Perform) =>
  async (ctx: ObjectSharedContext, bytes: Uint8Array): Promise<void> => {
    const message = readAs(Run, bytes)
    if (E.isLeft(message)) return
    const { life, effect } = message.right
    const found = await waitingRow(host, ctx, message.right)
    if (found === null) return
    const { owner, accessToken } = found.open
    // A message that was held up: the person has long given up, or was shown that the minute is over.
    const until = found.row.due ?? 0
    const mayBegin = () => host.now() < until
    const noted = await ctx.run('claim', () => written(Claim, mayBegin() ? host.calls.claim() : null), {
      serde: binary,
    })
    const claim = readAs(Claim, noted)
    if (E.isRight(claim) && claim.right === null) return
    const mine = E.isRight(claim) ? (claim.right ?? '') : ''
    const call = {
      id: ctx.key,
      effect,
      until,
      perform: (signal: AbortSignal) =>
        perform(effect, { owner, accessToken }, { signal, maySend: () => !signal.aborted && mayBegin() }),
    }
    const said = await ctx.run('call', async () => written(Outcome, await host.calls.make(mine, call)), {
      serde: binary,
    })
    host.calls.delivered(mine)
    const outcome = readAs(Outcome, said)
    sendTo(ctx, { service: host.name, handler: 'settle' }, Settle, {
      life,
      seq: effect.seq,
      call: effect.call,
      outcome: E.isRight(outcome) ? outcome.right : { _tag: 'interrupted' },
    })
  }
