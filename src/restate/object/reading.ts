import type { ObjectContext, ObjectSharedContext } from '@restatedev/restate-sdk'
import * as E from '#fp-ts/Either'
import { Nothing } from '../wire/messages.ts'
import type { Reply } from '../wire/replies.ts'
import { asked } from './asked.ts'
import type { Host } from './host.ts'
import { hasState, readState, writeState } from './state.ts'
import { readable } from './unreadable.ts'

/** The row as it is: whoever asks opens it, and compares its deadline with the time. */
export const get = async (ctx: ObjectSharedContext, bytes: Uint8Array): Promise<Reply> => {
  asked(Nothing, bytes)
  const state = await readable(() => readState(ctx))
  return E.isRight(state)
    ? { type: 'found', row: state.right?.row ?? null }
    : { type: 'unreadable', problem: state.left }
}

/** Needs no key to what it erases. */
export const erase = async (host: Host, ctx: ObjectContext, bytes: Uint8Array): Promise<Reply> => {
  asked(Nothing, bytes)
  const wasThere = await hasState(ctx)
  writeState(ctx, null)
  host.calls.erased(ctx.key)
  return { type: 'erased', wasThere }
}
