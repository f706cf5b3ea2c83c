import * as t from 'io-ts'
import * as E from '#fp-ts/Either'

const Event = t.type({ type: t.string })
const Addressed = t.type({ origin: t.string, data: Event })
const Message = t.union([
  t.type({ type: t.literal('xstate.inspecting') }),
  t.type({ type: t.literal('xstate.event'), event: t.string }),
])

/** What a viewer may say to `inspect()` of `@xstate/inspect`: that it is there, and an event for a service. */
export type InboundMessage =
  | { readonly type: 'xstate.inspecting' }
  | { readonly type: 'xstate.event'; readonly event: string; readonly service: string }

// A command is short; a photo is sent as its key.
const longestEvent = 8_192

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * A viewer's message, written anew, or null where it is none. `inspect()` itself passes whatever it gets to its own
 * machine: a `service.*` message would be told to every viewer, and text that is no JSON would end the program.
 */
export const inboundMessage = (input: unknown): InboundMessage | null => {
  const message = Message.decode(input)
  if (E.isLeft(message)) return null
  if (message.right.type === 'xstate.inspecting') return { type: 'xstate.inspecting' }
  if (message.right.event.length > longestEvent) return null
  const addressed = Addressed.decode(parsed(message.right.event))
  if (E.isLeft(addressed)) return null
  const { origin, data } = addressed.right
  const event = { name: data.type, data, $$type: 'scxml', type: 'external', origin }
  return { type: 'xstate.event', event: JSON.stringify(event), service: origin }
}

/** The event inside XState 4's envelope, still to be decoded as a command; null where there is none. */
export const eventOf = (input: unknown): unknown => {
  const enveloped = t.type({ data: Event }).decode(input)
  return E.isRight(enveloped) ? enveloped.right.data : null
}
