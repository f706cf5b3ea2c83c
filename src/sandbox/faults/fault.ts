import * as t from 'io-ts'
import { Endpoint } from '../endpoint.ts'
import { faultFields, spoilings, type Field } from './fault-fields.ts'
import type { Circumstance, Prevention, Spoiling } from './fault-kinds.ts'

/**
 * Something that goes wrong, at one endpoint or at all (`*`). `times` says how many requests meet it;
 * without it, until it is cleared. Of several that spoil a reply the first wins; latencies and skews add up.
 *
 * - {@link Circumstance}, before the server: `refused`, `latency`, `clockSkew`.
 * - {@link Prevention}, instead of the effect: `reset`, `hang`, `throttled`, `serverError`, `refusal`, `html`,
 *   `redirect`.
 * - {@link Spoiling}, after the effect: `lostReply`, `resetAfterHeaders`, `resetInBody`, `slowDrip`, `hangInBody`,
 *   `truncated`, `empty`, `oversized`, `wrongShape`, `spoiltField`, `replacedField`.
 *
 * @example
 * sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
 */
export type Fault = Circumstance | Prevention | Spoiling

/** A fault that spoils the reply. */
export type Disturbance = Prevention | Spoiling

type Kind = keyof typeof faultFields

const isKind = (kind: unknown): kind is Kind => typeof kind === 'string' && Object.hasOwn(faultFields, kind)

/** Says a word of the sender's back, if it is one: anything else may be a secret, or too long. */
const noSuch = (what: string, word: unknown): string =>
  typeof word === 'string' && /^[\w-]{1,40}$/.test(word) ? `there is no ${what} "${word}": ` : ''

const wrongWith = (
  kind: Kind,
  name: string,
  { codec, optional }: Field,
  fault: Readonly<Record<string, unknown>>,
): readonly string[] => {
  const isThere = Object.hasOwn(fault, name)
  const value = fault[name]
  if (optional && value === undefined) return []
  if (!isThere) return [`kind ${kind} needs ${name}: ${codec.name}`]
  if (codec.is(value)) return []
  const unknown = name === 'endpoint' && !Endpoint.is(value) ? noSuch('endpoint', value) : ''
  return [`${unknown}${name} must be ${codec.name}`]
}

const problemsOf = (input: unknown): readonly string[] => {
  if (!t.UnknownRecord.is(input)) return ['a fault is an object with a kind and an endpoint']
  const { kind } = input
  if (!isKind(kind))
    return [`${noSuch('kind', kind)}kind must be one of ${Object.keys(faultFields).join(', ')}`]
  const fields: Readonly<Record<string, Field>> = faultFields[kind]
  const takes = Object.keys(fields)
  // Dropped in silence, a misspelt `times` would make a fault that lasts for ever.
  const strangers = Object.keys(input).filter((name) => name !== 'kind' && !takes.includes(name))
  return [
    ...strangers
      .slice(0, 3)
      .map((name) => `${noSuch('field', name)}kind ${kind} takes ${takes.join(', ')} and nothing else`),
    ...Object.entries(fields).flatMap(([name, field]) => wrongWith(kind, name, field, input)),
  ]
}

const isFault = (input: unknown): input is Fault => problemsOf(input).length === 0

/**
 * Decodes a {@link Fault}. What it does not know is refused and not dropped. Every error has a `message` that
 * names the field, and never a value of it.
 */
export const Fault: t.Type<Fault, unknown> = new t.Type(
  'Fault',
  isFault,
  (input, context) =>
    isFault(input)
      ? t.success({ ...input })
      : t.failures(problemsOf(input).map((message) => ({ value: input, context, message }))),
  t.identity,
)

/** What is wrong with what is no fault, for a person. */
export const whyNoFault = (errors: t.Errors): string =>
  `This is no fault the sandbox knows: ${errors.flatMap(({ message }) => message ?? []).join('; ')}`

/** Whether a request under this fault is carried out. */
export const isCarriedOut = (disturbance: Disturbance): disturbance is Spoiling =>
  Object.hasOwn(spoilings, disturbance.kind)
