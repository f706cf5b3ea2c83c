import * as t from 'io-ts'
import { Refusal } from '../../../machines/index.ts'
import type { EngineRefusal, UnopenedProblem } from '../../durable/index.ts'
import { Row } from './row-codec.ts'

const message = <P extends t.Props>(name: string, props: P) => t.readonly(t.exact(t.type(props)), name)

const Reason: t.Type<EngineRefusal, unknown> = t.union([
  Refusal,
  t.keyof({ overloaded: null, stopping: null, exists: null } satisfies Record<
    Exclude<EngineRefusal, Refusal>,
    null
  >),
])

const Problem: t.Type<UnopenedProblem, unknown> = t.union([
  message('NewerVersion', { _tag: t.literal('newerVersion') }),
  message('UnknownKey', { _tag: t.literal('unknownKey'), keyId: t.string }),
  message('Damaged', { _tag: t.literal('damaged') }),
])

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

/** What became of a command; the row as it is now, which the asker opens with its own keys. */
export const Judged = message('Judged', {
  type: t.literal('judged'),
  row: Row,
  reason: nullable(Reason),
  until: nullable(t.number),
  isNew: t.boolean,
  isSameRequest: t.boolean,
})
export type Judged = t.TypeOf<typeof Judged>

/** What a handler that anybody with a key may call answers. */
export const Reply = t.union([
  Judged,
  message('Found', { type: t.literal('found'), row: nullable(Row) }),
  message('Erased', { type: t.literal('erased'), wasThere: t.boolean }),
  /** The state cannot be opened, or its row: nothing was changed. */
  message('Unreadable', { type: t.literal('unreadable'), problem: Problem }),
  /** It came to it after `notAfter`, or long before that can be: nothing was changed. */
  message('TooLate', { type: t.literal('tooLate') }),
  /** It was done before: somebody sent it again. */
  message('Repeated', { type: t.literal('repeated') }),
])
export type Reply = t.TypeOf<typeof Reply>
