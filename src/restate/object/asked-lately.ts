import type { ObjectContext } from '@restatedev/restate-sdk'
import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import type { Asking } from '../wire/asking.ts'
import { binary } from '../wire/binary.ts'
import { Timer } from '../wire/messages.ts'
import { readAs, written } from '../wire/values.ts'
import { given } from './belonging.ts'
import { sendTo } from './messages-out.ts'

const key = 'asked-lately'

type Request = Pick<Asking<unknown>, 'nonce' | 'notAfter'>

const Requests = t.readonlyArray(t.readonly(t.exact(t.type({ nonce: t.string, notAfter: t.number }))))

type Object = Pick<ObjectContext, 'get' | 'set' | 'clear' | 'genericSend' | 'key' | 'request'>

const itsPlace = (ctx: Object) => ({ ...given(ctx), what: key })

/** The requests that changed something, as long as somebody who caught one could have it done again. */
export const readAskedLately = async (ctx: Object, now: number): Promise<readonly Request[]> => {
  const bytes = await ctx.get<Uint8Array>(key, binary)
  // Without its key neither can they be opened who are sent again.
  const read = bytes === null ? E.right([]) : readAs(Requests, bytes, itsPlace(ctx))
  return E.isRight(read) ? read.right.filter(({ notAfter }) => now <= notAfter) : []
}

export const writeAskedLately = (ctx: Object, requests: readonly Request[]): void =>
  ctx.set(key, written(Requests, requests, itsPlace(ctx)), binary)

/** Of an enrollment that is gone nothing stays once no request of before is good any more: a timer comes for it. */
export const forgetAskedLately = async (ctx: Object, now: number): Promise<void> => {
  const left = await readAskedLately(ctx, now)
  if (left.length === 0) return ctx.clear(key)
  const last = Math.max(...left.map(({ notAfter }) => notAfter))
  const { service } = given(ctx)
  sendTo(ctx, { service, handler: 'timer', afterMs: last - now + 1 }, Timer, { life: null, at: null })
}
