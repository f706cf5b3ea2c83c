import { TerminalError, type ObjectContext } from '@restatedev/restate-sdk'
import type * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { answerTo, asking, isTimely, type Asking } from '../wire/asking.ts'
import { Reply } from '../wire/replies.ts'
import { readAs, written, type ReadingProblem } from '../wire/values.ts'
import { forgetAskedLately, readAskedLately, writeAskedLately } from './asked-lately.ts'
import { given, type Itself } from './belonging.ts'
import type { Host } from './host.ts'
import { inTurn, type Turn } from './turn.ts'
import { readable } from './unreadable.ts'

/** A request that is no request of ours. Anybody who reaches the ingress can send one. */
export class RefusedRequest extends TerminalError {
  override readonly name = 'RefusedRequest'

  constructor(message: string) {
    super(message, { errorCode: 400 })
  }
}

const said = (problem: ReadingProblem): string => {
  switch (problem._tag) {
    case 'unknownKey':
      return `This request was sealed with key ${problem.keyId}, which the service does not have. Give both sides the same keys.`
    case 'damaged':
      return 'This request was not sealed for this with a key of ours. Enrollments are asked for through createRestateEngine().'
    case 'otherVersion':
      return 'This request is of another version of mfa-enrollment. Run the same version on both sides.'
  }
}

/**
 * A handler for whoever has a key: given what was sealed for it and for this enrollment, it seals its answer for this
 * request. Anything else is refused for good.
 */
export const asked =
  <Ctx extends Itself, A>(
    codec: t.Type<A, unknown>,
    work: (ctx: Ctx, request: Asking<A>) => Promise<Reply>,
  ) =>
  async (ctx: Ctx, bytes: Uint8Array): Promise<Uint8Array> => {
    const request = readAs(asking(codec), bytes, given(ctx))
    if (E.isLeft(request)) throw new RefusedRequest(said(request.left))
    const reply = await work(ctx, request.right)
    return written(Reply, reply, answerTo(given(ctx), request.right))
  }

type Request = Pick<Asking<unknown>, 'nonce' | 'notAfter'>

const tooLate = { type: 'tooLate' } as const
const repeated = { type: 'repeated' } as const

/** What reads alone. It looks first and then at the clock: Restate wants the same steps however late it repeats it. */
export const readTimely = async (
  now: () => number,
  request: Request,
  read: () => Promise<Reply>,
): Promise<Reply> => {
  const reply = await read()
  return isTimely(request, now()) ? reply : tooLate
}

/** Erases; that needs no row, and no key to it. */
export const erasedOnce = async (
  ctx: ObjectContext,
  request: Request,
  erase: () => Promise<Reply>,
): Promise<Reply> => {
  const now = await ctx.date.now()
  if (!isTimely(request, now)) return tooLate
  const before = await readAskedLately(ctx, now)
  if (before.some(({ nonce }) => nonce === request.nonce)) return repeated
  const reply = await erase()
  writeAskedLately(ctx, [...before, request])
  await forgetAskedLately(ctx, now)
  return reply
}

/**
 * Does what somebody waits for, once, and unless they wait no more: a code that was queued for minutes, or that somebody
 * caught and sends again, is not to be spent.
 */
export const answered = async (
  host: Host,
  ctx: ObjectContext,
  request: Request,
  work: (turn: Turn) => Promise<Reply>,
): Promise<Reply> => {
  const done = await readable(() =>
    inTurn(host, ctx, async (turn) => {
      const { now, found, row } = turn
      if (!isTimely(request, now)) return tooLate
      const before = await readAskedLately(ctx, now)
      if (before.some(({ nonce }) => nonce === request.nonce)) return repeated
      const reply = await work(turn)
      // What was refused may be refused again.
      if (row() !== (found?.row ?? null)) writeAskedLately(ctx, [...before, request])
      return reply
    }),
  )
  return E.isRight(done) ? done.right : { type: 'unreadable', problem: done.left }
}
