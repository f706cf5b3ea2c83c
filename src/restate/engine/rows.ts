import { UnreadableEnrollmentError, type StoredRow } from '../../durable/index.ts'
import { Nothing } from '../wire/messages.ts'
import type { Judged } from '../wire/replies.ts'
import type { Answer, Ingress } from './ingress.ts'

/**
 * What an enrollment was found as, or what became of a command.
 *
 * @throws UnreadableEnrollmentError
 */
export const foundIn = (
  id: string,
  reply: Answer,
): Judged | { readonly type: 'found'; readonly row: StoredRow | null } => {
  switch (reply.type) {
    case 'judged':
    case 'found':
      return reply
    case 'unreadable':
      throw new UnreadableEnrollmentError(id, reply.problem)
    case 'erased':
      return { type: 'found', row: null }
  }
}

/** The row as it is now; null if there is none. */
export const readRow = async (ingress: Ingress, id: string): Promise<StoredRow | null> =>
  foundIn(id, await ingress.ask('get', id, Nothing, {})).row
