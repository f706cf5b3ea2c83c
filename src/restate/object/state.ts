import type { ObjectContext, ObjectSharedContext } from '@restatedev/restate-sdk'
import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { binary } from '../wire/binary.ts'
import { Row } from '../wire/row-codec.ts'
import { readAs, written, type ReadingProblem } from '../wire/values.ts'
import { stateOf } from './belonging.ts'

const key = 'enrollment'

/** What Restate keeps of one enrollment. */
export const State = t.readonly(
  t.exact(
    t.type({
      row: Row,
      /** Tells it from one that was erased and had the same id: what was sent to that one comes too late. */
      life: t.string,
      /** When the next timer rings, epoch ms; null if none was sent. */
      ringsAt: t.union([t.number, t.null]),
    }),
  ),
  'State',
)
export type State = t.TypeOf<typeof State>

type Reading = Pick<ObjectSharedContext, 'get' | 'key' | 'request'>

/** Null where there is no enrollment. */
export const readState = async (ctx: Reading): Promise<E.Either<ReadingProblem, State | null>> => {
  const bytes = await ctx.get<Uint8Array>(key, binary)
  return bytes === null ? E.right(null) : readAs(State, bytes, stateOf(ctx))
}

/** Whether there is one, that no key here may open. */
export const hasState = async (ctx: Reading): Promise<boolean> =>
  (await ctx.get<Uint8Array>(key, binary)) !== null

type Writing = Pick<ObjectContext, 'set' | 'clear' | 'key' | 'request'>

export const writeState = (ctx: Writing, state: State | null): void => {
  if (state === null) ctx.clear(key)
  else ctx.set(key, written(State, state, stateOf(ctx)), binary)
}
