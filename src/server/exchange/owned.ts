import { reveal } from '../../../machines/index.ts'
import { isStorableId } from '../../durable/index.ts'
import { problem, type Problem } from '../problem/problem.ts'
import type { CallerExchange } from './exchange.ts'
import type { Settings } from './settings.ts'

/** Null if the enrollment is the caller's. One that is somebody else's, and one that is not there, are the same. */
export const notOwned = async (
  { id, caller, notes }: CallerExchange,
  { engine }: Settings,
): Promise<Problem | null> => {
  const owner = isStorableId(id) ? await engine.ownerOf(id) : null
  if (owner === null || reveal(owner) !== caller.subject) return problem('not-found')
  notes.enrollmentId = id
  return null
}
