import type { ObjectSharedContext } from '@restatedev/restate-sdk'
import type { WrittenFor } from '../wire/values.ts'

/** What a handler needs to know of itself. */
export type Itself = Pick<ObjectSharedContext, 'key' | 'request'>

/** What this handler is given. */
export const given = (ctx: Itself): WrittenFor => {
  const { service, handler } = ctx.request().target
  return { service, key: ctx.key, what: handler }
}

/** What one step of it gave, in this invocation and no other. */
export const stepOf = (ctx: Itself, step: string): WrittenFor => {
  const { target, id } = ctx.request()
  return { service: target.service, key: ctx.key, what: `${target.handler} ${step} ${id}` }
}

export const stateOf = (ctx: Itself): WrittenFor => ({ ...given(ctx), what: 'state' })
