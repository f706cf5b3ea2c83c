import type { Context, Duration } from '@restatedev/restate-sdk'
import type * as t from 'io-ts'
import { binary } from '../wire/binary.ts'
import { written } from '../wire/values.ts'

/** Sends a message to another handler of the same enrollment; Restate delivers it once this handler's journal says so. */
export const sendTo = <A>(
  ctx: Pick<Context, 'genericSend'> & { readonly key: string },
  to: { readonly service: string; readonly handler: string; readonly afterMs?: number },
  codec: t.Type<A, unknown>,
  message: A,
): void => {
  const delay: Duration = { milliseconds: Math.max(0, Math.ceil(to.afterMs ?? 0)) }
  ctx.genericSend({
    service: to.service,
    method: to.handler,
    key: ctx.key,
    parameter: written(codec, message, { service: to.service, key: ctx.key, what: to.handler }),
    inputSerde: binary,
    delay,
  })
}
