import type { ShownContext } from '../../inspect/index.ts'

/** A line of the context. `time` is an epoch, ms; a `secret` is held, and shown as a mark. */
export type ContextValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'time'; readonly time: number }
  | { readonly kind: 'secret' }

export interface ContextRow {
  readonly name: string
  readonly value: ContextValue
}

/** Null takes no line. */
interface PossibleRow {
  readonly name: string
  readonly value: ContextValue | null
}

const shown = (value: string | number | boolean | null | undefined): ContextValue | null =>
  value === null || value === undefined ? null : { kind: 'text', text: String(value) }
const moment = (time: number | null): ContextValue | null => (time === null ? null : { kind: 'time', time })

/** Fields of errors that are epochs, ms. */
const errorTimes: ReadonlySet<string> = new Set(['serverTime', 'retryAt'])

const errorDetail = (name: string, value: unknown): ContextValue | null => {
  if (typeof value === 'number' && errorTimes.has(name)) return moment(value)
  return shown(typeof value === 'string' ? value : JSON.stringify(value))
}

const errorRows = ({ error }: ShownContext): readonly PossibleRow[] => {
  if (error === null) return []
  const { _tag, ...details } = error
  return [
    { name: 'error', value: shown(_tag) },
    ...Object.entries<unknown>(details).map(([name, value]) => ({
      name: `error.${name}`,
      value: errorDetail(name, value),
    })),
  ]
}

const challengeRows = ({ challenge }: ShownContext): readonly PossibleRow[] => {
  if (challenge === null) return []
  const { generation, sentAt, deadline, wrongCodeBudget, otp } = challenge
  return [
    { name: 'generation', value: shown(generation) },
    { name: 'sentAt', value: moment(sentAt) },
    { name: 'deadline', value: moment(deadline) },
    { name: 'wrongCodeBudget', value: shown(wrongCodeBudget) },
    ...(otp === null ? [] : [{ name: 'otp', value: shown(`${otp.digits} digits, ${otp.period} s`) }]),
  ]
}

const allRowsOf = (context: ShownContext): readonly PossibleRow[] => [
  { name: 'factorType', value: shown(context.factorType) },
  { name: 'destination', value: shown(context.maskedDestination) },
  ...context.holds.map((name) => ({ name, value: { kind: 'secret' as const } })),
  ...challengeRows(context),
  { name: 'wrongCodes', value: shown(context.wrongCodes || null) },
  { name: 'bound', value: shown(context.bound) },
  { name: 'factorId', value: shown(context.factorId) },
  ...errorRows(context),
  { name: 'seq', value: shown(context.seq) },
  { name: 'factorsBefore', value: shown(context.factorsBefore) },
  ...context.cooldowns.map(({ factorType, until }) => ({
    name: `cooldown ${factorType}`,
    value: moment(until),
  })),
  { name: 'submitAfter', value: moment(context.submitAfter) },
  { name: 'listingsLeft', value: shown(context.listingsLeft || null) },
  { name: 'cancelRequested', value: shown(context.cancelRequested || null) },
  { name: 'clockAheadMs', value: shown(context.clockAheadMs) },
  { name: 'enrollmentId', value: shown(context.enrollmentId) },
]

/**
 * The context as a list: what a person looks for first stands first, secrets next to what they belong to. What
 * is not there, or still zero, takes no line.
 */
export const contextRowsOf = (context: ShownContext): readonly ContextRow[] =>
  allRowsOf(context).flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]))
