import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { Bound, FactorType } from '../../machines/index.ts'
import { shownErrorOf } from './frame/shown-error.ts'
import { shownTextOf } from './frame/shown-text.ts'

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])
const record = <P extends t.Props>(props: P) => t.exact(t.type(props))
const Id = new t.Type<string>(
  'Id',
  t.string.is,
  (input, context) => (t.string.is(input) ? t.success(shownTextOf(input)) : t.failure(input, context)),
  t.identity,
)

/**
 * What passes of a context that may have been through JSON, where secrets have become the text `<redacted>`:
 * numbers, flags, ids and names of our own, and no contact data. See `fateOfContext`.
 */
const Shown = record({
  enrollmentId: Id,
  seq: t.number,
  factorType: nullable(FactorType),
  challenge: nullable(
    record({ generation: t.number, sentAt: t.number, deadline: t.number, wrongCodeBudget: t.number }),
  ),
  cooldowns: t.array(record({ factorType: FactorType, until: t.number })),
  submitAfter: nullable(record({ until: t.number })),
  wrongCodes: t.number,
  clockAheadMs: nullable(t.number),
  bound: Bound,
  listingsLeft: t.number,
  cancelRequested: t.boolean,
  factorId: nullable(Id),
  error: t.unknown,
})

/** The context for `@statelyai/inspect`; nothing of it if it is not an enrollment's. */
export const statelyContextOf = (context: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const shown = Shown.decode(context)
  if (E.isLeft(shown)) return {}
  const { error } = shown.right
  return { ...shown.right, error: error === null ? null : shownErrorOf(error) }
}
