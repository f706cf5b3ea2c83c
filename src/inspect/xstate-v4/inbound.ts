import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import type { OnRefused } from './refused.ts'

const Message = t.union([
  t.type({ type: t.literal('xstate.inspecting') }),
  t.type({ type: t.literal('xstate.event'), event: t.unknown }),
])
const Addressed = t.type({ origin: t.string })
const Event = t.type({ type: t.string })
const Enveloped = t.type({ data: Event })

/** What a viewer may say to `inspect()` of `@xstate/inspect`: that it is there, and an event for a service. */
export type InboundMessage =
  | { readonly type: 'xstate.inspecting' }
  | { readonly type: 'xstate.event'; readonly event: string; readonly service: string }

// A command is short; a photo is sent as its key.
const longestEvent = 8_192

const parsed = (text: unknown): unknown => {
  if (typeof text !== 'string' || text.length > longestEvent) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What viewers say, on its way in. See {@link createInbound}. */
export interface Inbound {
  /** The enrollments that are shown, each by the session id of its service, as a viewer must name it. */
  readonly services: Map<string, string>
  /** A viewer's message, written anew, or null where it is none. */
  readonly accept: (input: unknown) => InboundMessage | null
}

/**
 * Lets in what a viewer may say. `inspect()` itself passes whatever it gets to its own machine: a `service.*`
 * message would be told to every viewer, text that is no JSON would end the program, and an event for a service
 * that is not there would be dropped without a word.
 *
 * @param onRefused hears of events alone: whatever else a window or a program sends is none of a viewer's words.
 */
export const createInbound = (onRefused: OnRefused | undefined): Inbound => {
  const services = new Map<string, string>()

  const acceptEvent = (text: unknown): InboundMessage | null => {
    const event = parsed(text)
    if (event === null) {
      onRefused?.(null, 'notACommand')
      return null
    }
    const enrollmentId = Addressed.is(event) ? services.get(event.origin) : undefined
    if (!Addressed.is(event) || enrollmentId === undefined) {
      // What stands there is a viewer's word, and no id of ours: it is not passed on.
      onRefused?.(null, 'unknownEnrollment')
      return null
    }
    if (!Enveloped.is(event)) {
      onRefused?.(enrollmentId, 'notACommand')
      return null
    }
    const { origin, data } = event
    const enveloped = { name: data.type, data, $$type: 'scxml', type: 'external', origin }
    return { type: 'xstate.event', event: JSON.stringify(enveloped), service: origin }
  }

  return {
    services,
    accept: (input) => {
      const message = Message.decode(input)
      if (E.isLeft(message)) return null
      return message.right.type === 'xstate.inspecting'
        ? { type: 'xstate.inspecting' }
        : acceptEvent(message.right.event)
    },
  }
}

/** The event inside XState 4's envelope, still to be decoded as a command; null where there is none. */
export const eventOf = (input: unknown): unknown => (Enveloped.is(input) ? input.data : null)
