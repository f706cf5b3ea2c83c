import type { ObjectContext } from '@restatedev/restate-sdk'
import type * as t from 'io-ts'
import type { Answered } from '../../durable/index.ts'
import { createCommands } from '../../durable/host/index.ts'
import type { Asking } from '../wire/asking.ts'
import type { Create, Resume, Send } from '../wire/messages.ts'
import type { Reply } from '../wire/replies.ts'
import { answered } from './asked.ts'
import type { Host } from './host.ts'
import type { Turn } from './turn.ts'

/** Calls wait in Restate, which holds any number of them. */
const anyPlace = { place: () => ({ take: () => true, leave: () => undefined }) }

const commandsOf = (host: Host, { transactions, now }: Turn) =>
  createCommands({
    transactions,
    calls: anyPlace,
    hooks: host.hooksAt(now),
    now: () => now,
    sendIntervalMs: host.limits.sendIntervalMs,
    isStopping: () => false,
  })

const replyOf = (
  { row }: Turn,
  answer: Answered | null,
  {
    isNew = false,
    isSameRequest = false,
  }: { readonly isNew?: boolean; readonly isSameRequest?: boolean } = {},
): Reply => {
  const now = row()
  if (now === null || answer === null) return { type: 'found', row: now }
  const { reason = null, until = null } = answer.accepted ? {} : answer
  return { type: 'judged', row: now, reason, until, isNew, isSameRequest }
}

/** Creates the enrollment of this id, or says that it exists. */
export const create = async (
  host: Host,
  ctx: ObjectContext,
  request: Asking<t.TypeOf<typeof Create>>,
): Promise<Reply> => {
  const { owner, accessToken, requestDigest, command } = request.message
  return answered(host, ctx, request, async (turn) => {
    const created = await commandsOf(host, turn).create({
      enrollmentId: ctx.key,
      owner,
      accessToken,
      ...(requestDigest !== null && { requestDigest }),
      ...(command !== null && { command: command.command }),
    })
    return replyOf(turn, created.answer, created)
  })
}

/** Takes a command of a person; an event of the machine's own is none. */
export const send = async (
  host: Host,
  ctx: ObjectContext,
  request: Asking<t.TypeOf<typeof Send>>,
): Promise<Reply> => {
  const { accessToken, command } = request.message
  return answered(host, ctx, request, async (turn) =>
    replyOf(turn, await commandsOf(host, turn).send(ctx.key, command, { accessToken })),
  )
}

/** The person is back with a token: a lookup that waited for one goes on. */
export const resume = async (
  host: Host,
  ctx: ObjectContext,
  request: Asking<t.TypeOf<typeof Resume>>,
): Promise<Reply> => {
  const { accessToken } = request.message
  return answered(host, ctx, request, async (turn) => {
    await commandsOf(host, turn).view(ctx.key, { accessToken })
    return { type: 'found', row: turn.row() }
  })
}
