import type { AnyEventObject, MachineContext, Snapshot } from 'xstate'
import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { EnrollmentError, FactorType } from '../../machines/index.ts'
import { plainText } from '../view/index.ts'
import { ShownValue } from './frame/frame.ts'
import { isEnrollmentSnapshot } from './frame/recognise.ts'
import { shownErrorOf } from './frame/shown-error.ts'
import { shownTypeOf } from './frame/shown-event.ts'
import { statelyContextOf } from './stately-context.ts'

interface InEveryMessage {
  readonly rootId: string | undefined
  readonly sessionId: string
  readonly createdAt: string
  readonly id: string
  readonly _version: string
}

/** A message of `@statelyai/inspect` 0.7, as its types have it; written down here so that it is no dependency. */
export type StatelyMessage =
  | (InEveryMessage & {
      readonly type: '@xstate.actor'
      readonly name: string
      readonly snapshot: { readonly status?: Snapshot<unknown>['status']; readonly value?: unknown }
      readonly definition: string | undefined
      readonly parentId: string | undefined
    })
  | (InEveryMessage & {
      readonly type: '@xstate.event'
      readonly rootId: string
      readonly event: AnyEventObject
      readonly sourceId: string | undefined
    })
  | (InEveryMessage & {
      readonly type: '@xstate.snapshot'
      readonly rootId: string
      readonly event: AnyEventObject
      readonly snapshot: Snapshot<unknown>
    })

/** What makes `@statelyai/inspect` show an enrollment without its secrets. */
export interface StatelyOptions {
  readonly filter: (message: StatelyMessage) => boolean
  readonly serialize: (message: StatelyMessage) => StatelyMessage
  readonly sanitizeEvent: (event: AnyEventObject) => AnyEventObject
  readonly sanitizeContext: (context: MachineContext) => MachineContext
}

const Told = t.partial({ factorType: FactorType, generation: t.number })
const Thrown = t.type({ error: t.type({ error: t.unknown }) })
const Failed = t.type({ error: EnrollmentError })

/** Applied to its own result it changes nothing: the inspector serializes some messages twice. */
const eventOf = (event: AnyEventObject): AnyEventObject => {
  const type = shownTypeOf(event.type)
  const told = t.exact(Told).decode(event)
  const thrown = Failed.is(event) ? event.error : Thrown.is(event) ? event.error.error : undefined
  return {
    type,
    ...(E.isRight(told) && told.right),
    ...(thrown !== undefined && { error: shownErrorOf(thrown) }),
  }
}

const Seen = t.partial({
  status: t.keyof({ active: null, done: null, error: null, stopped: null }),
  value: ShownValue,
  context: t.UnknownRecord,
})

/** Status, value and context: not what a promise was given or answered, nor the output, nor what was thrown. */
const snapshotOf = (snapshot: unknown): Snapshot<unknown> => {
  const seen = t.exact(Seen).decode(snapshot)
  const { status = 'active', value, context } = E.isRight(seen) ? seen.right : {}
  return {
    status,
    output: undefined,
    error: undefined,
    ...(value !== undefined && { value }),
    ...(context !== undefined && { context: statelyContextOf(context) }),
  }
}

/**
 * The options that make `@statelyai/inspect` safe: spread them into `createBrowserInspector`,
 * `createWebSocketInspector` or `createInspector`, and override none of these four.
 *
 * Only enrollments are shown, not a machine of yours around them, nor the calls of the service within. Of
 * those, state, allowed fields of the context, and the names of events; contact data not even masked.
 *
 * Everything leaves for wherever the inspector's page is: by default `https://stately.ai/inspect`. In Node,
 * `createSkyInspector` 0.7 passes no option on, so nothing can make it safe there.
 *
 * @example
 * const inspector = createBrowserInspector({ ...statelyOptions() })
 * createEnrollment({ service, inspect: inspector.inspect })
 */
export const statelyOptions = (): StatelyOptions => {
  // Messages after the first do not say what kind of actor they are about.
  const enrollments = new Set<string>()

  return {
    filter: (message) => {
      if (message.type === '@xstate.actor' && isEnrollmentSnapshot(message.snapshot))
        enrollments.add(message.sessionId)
      return enrollments.has(message.sessionId)
    },
    serialize: (message) => {
      const { sessionId, createdAt, id, _version } = message
      // The root may be an actor that is not shown.
      const said = { rootId: sessionId, sessionId, createdAt, id, _version }
      switch (message.type) {
        case '@xstate.actor': {
          const { type, definition } = message
          const snapshot = snapshotOf(message.snapshot)
          return {
            ...said,
            type,
            name: plainText(message.name, 128),
            snapshot,
            definition,
            parentId: undefined,
          }
        }
        case '@xstate.event':
          return { ...said, type: message.type, event: eventOf(message.event), sourceId: undefined }
        case '@xstate.snapshot': {
          const { type, event, snapshot } = message
          return { ...said, type, event: eventOf(event), snapshot: snapshotOf(snapshot) }
        }
      }
    },
    sanitizeEvent: eventOf,
    sanitizeContext: statelyContextOf,
  }
}
