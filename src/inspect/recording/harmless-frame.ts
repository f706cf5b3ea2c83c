import type * as t from 'io-ts'
import { InspectionFrame } from '../frame/frame.ts'
import { shownErrorOf } from '../frame/shown-error.ts'
import { shownTypeOf } from '../frame/shown-event.ts'
import { shownTextOf } from '../frame/shown-text.ts'
import { isKnownCommand } from './known-states.ts'

/** What was decoded is no deeper than its codec, so this ends. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'string') return shownTextOf(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, plain(held)]))
}

const withEvent = (frame: InspectionFrame): InspectionFrame => {
  if (frame.type !== 'event.taken') return frame
  const { error, ...event } = frame.event
  const type = shownTypeOf(event.type)
  return { ...frame, event: { ...event, type, ...(error !== undefined && { error: shownErrorOf(error) }) } }
}

/**
 * A frame of a file that anybody may have written, as a frame of ours would be: texts without control, bidi and
 * zero-width characters, 128 characters at most, and no event or command that the machine does not know. A frame
 * of ours stays as it is.
 */
export const harmlessFrame = (frame: InspectionFrame): t.Validation<InspectionFrame> => {
  const { state } = frame
  const { context } = state
  const known = {
    ...withEvent(frame),
    state: {
      ...state,
      commands: [...new Set(state.commands)].filter(isKnownCommand),
      context: { ...context, error: context.error && shownErrorOf(context.error) },
    },
  }
  return InspectionFrame.decode(plain(known))
}
