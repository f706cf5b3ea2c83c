import { TerminalError, type ObjectContext } from '@restatedev/restate-sdk'
import type * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { readAs, type ReadingProblem } from '../wire/values.ts'
import type { Reply } from '../wire/replies.ts'
import type { Host } from './host.ts'
import { inTurn, type Turn } from './turn.ts'
import { readable } from './unreadable.ts'

const said = (problem: ReadingProblem): string => {
  switch (problem._tag) {
    case 'unknownKey':
      return `This request was sealed with key ${problem.keyId}, which the service does not have. Give both sides the same keys.`
    case 'damaged':
      return 'This request was not sealed with a key of ours. Enrollments are asked for through createRestateEngine().'
    case 'otherVersion':
      return 'This request is of another version of mfa-enrollment. Run the same version on both sides.'
  }
}

/** What somebody asks, as it was sealed; anything else is refused for good. */
export const asked = <A>(codec: t.Type<A, unknown>, bytes: Uint8Array): A => {
  const message = readAs(codec, bytes)
  if (E.isRight(message)) return message.right
  throw new TerminalError(said(message.left), { errorCode: 400 })
}

/** Does what somebody waits for, unless they wait no more: a code that was queued for minutes is not to be spent. */
export const answered = async (
  host: Host,
  ctx: ObjectContext,
  { notAfter }: { readonly notAfter: number },
  work: (turn: Turn) => Promise<Reply>,
): Promise<Reply> => {
  const done = await readable(() =>
    inTurn(host, ctx, async (turn) => (turn.now > notAfter ? ({ type: 'tooLate' } as const) : work(turn))),
  )
  return E.isRight(done) ? done.right : { type: 'unreadable', problem: done.left }
}
