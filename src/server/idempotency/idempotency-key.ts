import * as E from '#fp-ts/Either'
import { problem, type Problem } from '../problem/problem.ts'

/** The key that a request may carry, or null; 1 to 255 visible ASCII characters. */
export const idempotencyKeyOf = ({ headers }: Pick<Request, 'headers'>): E.Either<Problem, string | null> => {
  const key = headers.get('idempotency-key')
  if (key === null) return E.right(null)
  return /^[\x21-\x7e]{1,255}$/.test(key) ? E.right(key) : E.left(problem('invalid-idempotency-key'))
}
