import type { InspectionFrame, ShownState } from '../frame/frame.ts'
import type { MachineStructure, StateStructure } from '../structure/structure.ts'
import type { V4Event, V4State } from './v4-shapes.ts'

/** The event in XState 4's envelope. */
export const v4EventOf = (event: { readonly type: string }): V4Event => ({
  name: event.type,
  data: event,
  $$type: 'scxml',
  type: 'external',
})

const activeStates = (
  { id, states }: MachineStructure,
  value: ShownState['value'],
): readonly StateStructure[] => {
  const active = new Set(
    typeof value === 'string'
      ? [`${id}.${value}`]
      : Object.entries(value).flatMap(([key, child]) => [`${id}.${key}`, `${id}.${key}.${child}`]),
  )
  return states.filter((state) => active.has(state.id))
}

/** What happened, by the name XState 4 has for it: the end of a service is an event there. */
const eventIn = (frame: InspectionFrame, named: (event: string) => string): { readonly type: string } => {
  switch (frame.type) {
    case 'enrollment.started':
      return { type: 'xstate.init' }
    case 'event.taken':
      return { ...frame.event, type: named(frame.event.type) }
    case 'enrollment.stopped':
      return { type: frame.state.status === 'error' ? 'error.platform.enrollment' : 'xstate.stop' }
  }
}

/** Where an enrollment stands, as a state of XState 4. The frame is redacted, so the state is. */
export const v4StateOf = (
  frame: InspectionFrame,
  structure: MachineStructure,
  named: (event: string) => string,
  sessionId: string,
): V4State => {
  const { value, context, status } = frame.state
  const event = eventIn(frame, named)
  const active = activeStates(structure, value)
  const running = status === 'active' ? active.flatMap(({ invokes }) => invokes) : []
  return {
    value,
    context,
    event,
    _event: v4EventOf(event),
    _sessionid: sessionId,
    actions: [],
    activities: {},
    configuration: [],
    transitions: [],
    meta: {},
    events: [],
    children: Object.fromEntries(running.map(({ id }) => [id, { id }])),
    done: status === 'done',
    changed: frame.type === 'event.taken' ? frame.moved : frame.type === 'enrollment.started',
    tags: active.flatMap(({ tags }) => tags),
  }
}
