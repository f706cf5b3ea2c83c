import { StoreError, UnreadableEnrollmentError, type StoredRow } from '../../durable/index.ts'
import { Nothing } from '../wire/messages.ts'
import type { Judged, Reply } from '../wire/replies.ts'
import type { Ingress } from './ingress.ts'

/** Nothing was changed, since nobody waited for it any more. */
const tooLate = () =>
  new StoreError('unavailable', 'Restate came to the request too late, and nothing was done. Try again.')

/**
 * What an enrollment was found as, or what became of a command.
 *
 * @throws StoreError; UnreadableEnrollmentError
 */
export const foundIn = (
  id: string,
  reply: Reply,
): Judged | { readonly type: 'found'; readonly row: StoredRow | null } => {
  switch (reply.type) {
    case 'judged':
    case 'found':
      return reply
    case 'unreadable':
      throw new UnreadableEnrollmentError(id, reply.problem)
    case 'tooLate':
      throw tooLate()
    case 'erased':
      return { type: 'found', row: null }
  }
}

/** The row as it is now; null if there is none. */
export const readRow = async (ingress: Ingress, id: string): Promise<StoredRow | null> =>
  foundIn(id, await ingress.ask('get', id, Nothing, {})).row
