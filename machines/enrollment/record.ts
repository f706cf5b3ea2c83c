import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { Bound, EnrollmentContext, initialContext, Life, Unsent } from './context.ts'
import { EnrollmentError } from './enrollment-error.ts'
import { FactorType } from './factor.ts'
import { enrollmentMachine } from './machine.ts'
import { redact, reveal, type Redacted } from './redacted.ts'
import type { EnrollmentSnapshot } from './snapshot.ts'

/** Raised whenever a record of before could no longer be read as one of now. */
export const machineVersion = 1

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])
const readonlyRecord = <P extends t.Props>(props: P) => t.readonly(t.exact(t.type(props)))

const StateValue = t.union([
  t.keyof({
    idle: null,
    requesting: null,
    awaitingCode: null,
    binding: null,
    savingRecoveryCode: null,
    expired: null,
    failed: null,
    done: null,
    cancelled: null,
  }),
  readonlyRecord({ reconciling: t.keyof({ asking: null, pausing: null }) }),
])

const Wait = readonlyRecord({ since: t.number, until: t.number })

const OpenCooldown = readonlyRecord({ factorType: FactorType, since: t.number, until: t.number })

/** The part of the context that anybody may read: no token, code, secret or contact data. */
const OpenContext = readonlyRecord({
  enrollmentId: t.string,
  life: Life,
  seq: t.number,
  factorType: nullable(FactorType),
  before: nullable(t.readonlyArray(readonlyRecord({ factorId: t.string, factorType: t.string }))),
  cooldowns: t.readonlyArray(OpenCooldown),
  unsent: Unsent,
  submitAfter: nullable(Wait),
  wrongCodes: t.number,
  clockAheadMs: nullable(t.number),
  bound: Bound,
  listingsLeft: t.number,
  cancelRequested: t.boolean,
  secretChecksum: nullable(t.number),
  factorId: nullable(t.string),
  error: nullable(EnrollmentError),
  failedAt: nullable(t.number),
})

const Output = t.union([
  readonlyRecord({ status: t.literal('done'), factorType: FactorType, factorId: nullable(t.string) }),
  readonlyRecord({ status: t.literal('cancelled'), bound: Bound }),
])

/**
 * An enrollment as it is stored: JSON, without secrets and contact data unless `sealed` holds them,
 * encrypted by the host. XState's own persisted snapshot must not be stored: restored, it would send
 * the bind a second time.
 */
export const EnrollmentRecord = t.readonly(
  t.exact(
    t.type({
      machineVersion: t.literal(machineVersion),
      seq: t.number,
      value: StateValue,
      status: t.keyof({ active: null, done: null }),
      context: OpenContext,
      output: nullable(Output),
      sealed: nullable(t.string),
    }),
  ),
  'EnrollmentRecord',
)
export type EnrollmentRecord = t.TypeOf<typeof EnrollmentRecord>

/** What is sealed: the whole context, and the state it belongs to. */
const Sealed = readonlyRecord({ value: StateValue, context: EnrollmentContext })

/** What a host stores of a snapshot: the record, and the clear text to seal into it if it can. */
export const recordOf = (
  snapshot: EnrollmentSnapshot,
): { readonly record: EnrollmentRecord; readonly secrets: Redacted<string> } => {
  const { context, value, status, output } = snapshot
  const storedValue = StateValue.decode(value)
  if (E.isLeft(storedValue) || (status !== 'active' && status !== 'done'))
    throw new Error(
      `An enrollment with status ${status} cannot be stored: its machine has stopped with a defect`,
    )
  return {
    record: {
      machineVersion,
      seq: context.seq,
      value: storedValue.right,
      status,
      // Its codecs are exact: what they do not name stays out.
      context: OpenContext.encode(context),
      output: output ?? null,
      sealed: null,
    },
    // A restored bind is never sent again, so its code is of no use to anybody.
    secrets: redact(
      JSON.stringify({
        value: storedValue.right,
        context: EnrollmentContext.encode({ ...context, submission: null }),
      }),
    ),
  }
}

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/** The context with everything that the record does not hold left empty. */
const contextWithoutSecrets = ({ status, context: open }: EnrollmentRecord): EnrollmentContext => ({
  ...initialContext(open),
  ...open,
  // Nothing secret goes with these two, so they can be asked for anew at once.
  choice:
    status === 'active' && (open.factorType === 'OTP' || open.factorType === 'FACE')
      ? { factorType: open.factorType, profile: redact({}) }
      : null,
  before: open.before && open.before.map((factor) => ({ ...factor, target: null })),
  cooldowns: open.cooldowns.map((cooldown) => ({ ...cooldown, target: null })),
})

const contextOf = (record: EnrollmentRecord, secrets: Redacted<string> | null): EnrollmentContext | null => {
  if (secrets === null) return contextWithoutSecrets(record)
  const sealed = Sealed.decode(parsed(reveal(secrets)))
  if (E.isLeft(sealed)) return null
  const { value, context } = sealed.right
  // A sealed part that belongs to another row, revision or state is a mistake or an attack.
  return context.enrollmentId === record.context.enrollmentId &&
    context.seq === record.seq &&
    JSON.stringify(value) === JSON.stringify(record.value)
    ? context
    : null
}

/** Of one revision, and over exactly when it has ended: else it was damaged or put together. */
const isWhole = ({ seq, value, status, context, output }: EnrollmentRecord): boolean => {
  const end = value === 'done' || value === 'cancelled' ? value : null
  return (
    context.seq === seq &&
    (output?.status ?? null) === end &&
    (status === 'done') === (end !== null) &&
    (value !== 'savingRecoveryCode' || context.factorType === 'OTP')
  )
}

/**
 * A snapshot to start the machine from. Anything that cannot be read (damaged, of another version, with
 * secrets of another record) becomes `expired` with `recordUnreadable`: never a crash, never a guess.
 *
 * After starting an actor from it, send `{ type: 'enrollment.restored', at, sendAgainAt }`.
 *
 * @param enrollmentId names an enrollment whose record cannot be read; any other keeps its own id.
 * @param secrets the clear text that `recordOf` gave, opened by the host; null if it was not kept.
 */
export const snapshotOf = (
  stored: unknown,
  secrets: Redacted<string> | null,
  enrollmentId: string,
): EnrollmentSnapshot => {
  const record = EnrollmentRecord.decode(stored)
  const context = E.isRight(record) && isWhole(record.right) ? contextOf(record.right, secrets) : null
  if (E.isLeft(record) || context === null)
    return enrollmentMachine.resolveState({
      value: 'expired',
      context: { ...initialContext({ enrollmentId }), error: { _tag: 'recordUnreadable' } },
    })
  const { value, status, output } = record.right
  return enrollmentMachine.resolveState({ value, context, status, ...(output !== null && { output }) })
}
