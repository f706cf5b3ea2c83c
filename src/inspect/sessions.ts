import type { ActorRefLike } from 'xstate'
import type { EnrollmentSnapshot } from '../../machines/index.ts'
import { shownTextOf } from './frame/shown-text.ts'

/** An enrollment that is under way, and the actor that runs it. */
export interface Session {
  readonly actorRef: ActorRefLike
  readonly id: string
  readonly restored: boolean
  /** Something happened before: whoever listens from now on has joined it in the middle. */
  isUnderWay: boolean
  /** The snapshot of the last frame. */
  snapshot: EnrollmentSnapshot
  /** The events that were sent to the actor and did not lead to a snapshot yet. */
  readonly queued: Set<object>
}

/** So many ended enrollments are remembered, to tell a late command what it came too late for. */
const remembered = 1_000

/** The enrollments under way, by actor and by id. */
export const createSessions = () => {
  const byActor = new Map<ActorRefLike, Session>()
  const byId = new Map<string, Session>()
  const ended = new Set<string>()
  // A stray send to a finished actor must not make it begin again.
  const retired = new WeakSet<ActorRefLike>()

  return {
    open: (
      actorRef: ActorRefLike,
      snapshot: EnrollmentSnapshot,
      { restored, isUnderWay }: Pick<Session, 'restored' | 'isUnderWay'>,
    ): Session => {
      const id = shownTextOf(snapshot.context.enrollmentId)
      const session: Session = { actorRef, id, restored, isUnderWay, snapshot, queued: new Set() }
      retired.delete(actorRef)
      ended.delete(id)
      byActor.set(actorRef, session)
      byId.set(id, session)
      return session
    },
    close: ({ actorRef, id }: Session) => {
      retired.add(actorRef)
      byActor.delete(actorRef)
      // Another actor may go on with the same enrollment meanwhile.
      if (byId.get(id)?.actorRef !== actorRef) return
      byId.delete(id)
      ended.add(id)
      const [oldest] = ended
      if (ended.size > remembered && oldest !== undefined) ended.delete(oldest)
    },
    of: (actorRef: ActorRefLike): Session | undefined => byActor.get(actorRef),
    withId: (id: string): Session | undefined => byId.get(id),
    hasEnded: (id: string): boolean => ended.has(id),
    isRetired: (actorRef: ActorRefLike): boolean => retired.has(actorRef),
    all: (): readonly Session[] => [...byActor.values()],
  }
}
export type Sessions = ReturnType<typeof createSessions>
