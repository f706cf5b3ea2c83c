import * as t from 'io-ts'
import { Choice, enrollmentMachine } from '../../../machines/index.ts'
import type { ShownEvent } from './frame.ts'
import { shownDestinationOf } from './shown-context.ts'
import { shownErrorOf } from './shown-error.ts'

const knownTypes: ReadonlySet<string> = new Set([...enrollmentMachine.events, 'xstate.init', 'xstate.stop'])

/** Anything may stand in a type that the machine does not know. */
export const shownTypeOf = (type: string): string => (knownTypes.has(type) ? type : 'unknown')

const Chosen = t.intersection([t.type({ type: t.literal('factor.chosen') }), Choice])
const Submitted = t.type({
  type: t.keyof({ 'code.submitted': null, 'photo.submitted': null }),
  generation: t.number,
})
const Failed = t.type({ error: t.type({ error: t.unknown }) })

const isFailure = (type: string): boolean => type.startsWith('xstate.error.')

/** The field that a machine's report of a failed call has, whatever the service threw. */
const errorIn = (event: unknown): unknown => (Failed.is(event) ? event.error.error : null)

/**
 * An event as anybody may see it, by an allow-list of fields: neither the code, nor the photo, nor what a
 * service answered.
 *
 * @param event as XState took it, decoded by nobody.
 */
export const shownEventOf = (event: { readonly type: string }): ShownEvent => {
  const type = shownTypeOf(event.type)
  if (Chosen.is(event)) {
    const maskedDestination = shownDestinationOf(event)
    return { type, factorType: event.factorType, ...(maskedDestination !== null && { maskedDestination }) }
  }
  if (Submitted.is(event)) return { type, generation: event.generation }
  return isFailure(type) ? { type, error: shownErrorOf(errorIn(event)) } : { type }
}
