import type { ObjectContext, ObjectSharedContext } from '@restatedev/restate-sdk'
import * as E from '#fp-ts/Either'
import type { Asking } from '../wire/asking.ts'
import type { Reply } from '../wire/replies.ts'
import { erasedOnce, readTimely } from './asked.ts'
import { onceThere } from './committed.ts'
import type { Host } from './host.ts'
import { hasState, readState, writeState } from './state.ts'
import { readable } from './unreadable.ts'

/** The row as it is: whoever asks opens it, and compares its deadline with the time. */
export const get = (host: Host, ctx: ObjectSharedContext, request: Asking<unknown>): Promise<Reply> =>
  readTimely(host.now, request, async () => {
    const state = await readable(() => readState(ctx))
    return E.isRight(state)
      ? { type: 'found', row: state.right?.row ?? null }
      : { type: 'unreadable', problem: state.left }
  })

/** Needs no key to what it erases. */
export const erase = (host: Host, ctx: ObjectContext, request: Asking<unknown>): Promise<Reply> =>
  erasedOnce(ctx, request, async () => {
    const wasThere = await hasState(ctx)
    writeState(ctx, null)
    host.calls.erased(ctx.key)
    onceThere(ctx, () => host.changed(ctx.key))
    return { type: 'erased', wasThere }
  })
