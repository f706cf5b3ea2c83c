import type { InspectionFrame } from '../frame/frame.ts'
import type { EnrollmentInspection } from '../inspection.ts'
import type { MachineStructure } from '../structure/structure.ts'
import { v4EventNames, type Delays } from './event-names.ts'
import { eventOf, type Inbound } from './inbound.ts'
import type { OnRefused } from './refused.ts'
import { v4DefinitionOf } from './v4-definition.ts'
import { createV4Service, type BridgedService } from './v4-service.ts'
import type { V4Registry } from './v4-shapes.ts'
import { v4StateOf } from './v4-state.ts'

export interface BridgeOptions {
  readonly inspection: EnrollmentInspection
  readonly structure: MachineStructure
  readonly registry: V4Registry
  readonly delays: Delays
  /** Is told which services there are. */
  readonly inbound: Pick<Inbound, 'services'>
  readonly onRefused?: OnRefused | undefined
}

/**
 * Shows each enrollment as a service of XState 4 in a registry of `@xstate/inspect`. What is shown is made of
 * frames alone; what comes back goes through `inspection.send` alone.
 *
 * @returns a function that takes every service out again.
 */
export const bridgeToXStateV4 = ({
  inspection,
  structure,
  registry,
  delays,
  inbound,
  onRefused,
}: BridgeOptions): (() => void) => {
  const named = v4EventNames(structure, delays)
  const running = new Map<string, { readonly bridged: BridgedService; readonly sessionId: string }>()
  let sessions = 0

  const retire = (enrollmentId: string) => {
    const known = running.get(enrollmentId)
    if (known === undefined) return
    running.delete(enrollmentId)
    inbound.services.delete(known.sessionId)
    known.bridged.stop()
  }

  const receive = (enrollmentId: string, input: unknown) => {
    const answer = inspection.send(enrollmentId, eventOf(input))
    if (!answer.accepted) onRefused?.(enrollmentId, answer.reason)
  }

  const begin = (frame: InspectionFrame) => {
    const { enrollmentId } = frame
    // A restored enrollment has the id of before, and is another run of it.
    retire(enrollmentId)
    sessions += 1
    const sessionId = `${enrollmentId}#${sessions}`
    const bridged = createV4Service({
      id: structure.id,
      sessionId,
      definition: v4DefinitionOf(structure, named, delays, frame.state.context),
      state: v4StateOf(frame, structure, named, sessionId),
      receive: (input) => receive(enrollmentId, input),
    })
    running.set(enrollmentId, { bridged, sessionId })
    inbound.services.set(sessionId, enrollmentId)
    registry.register(bridged.service)
  }

  const unsubscribe = inspection.subscribe((frame) => {
    if (frame.type === 'enrollment.started') return begin(frame)
    const known = running.get(frame.enrollmentId)
    // A stray event after the end brings no enrollment back.
    if (known === undefined) return
    // Of one that is done, the event that led there has said so.
    if (frame.type === 'event.taken' || frame.state.status !== 'done')
      known.bridged.report(v4StateOf(frame, structure, named, known.sessionId))
    if (frame.type === 'enrollment.stopped') retire(frame.enrollmentId)
  })

  return () => {
    unsubscribe()
    for (const enrollmentId of running.keys()) retire(enrollmentId)
  }
}
