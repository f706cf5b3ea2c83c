import { digestOf, randomId } from './digest.ts'

/**
 * The id of the enrollment that a request creates. With an `Idempotency-Key` it follows from who asks for what with
 * which key, so that every process that shares the store finds the same enrollment, without a table of keys. It
 * needs no secret: an id opens nothing, for each access asks whose the enrollment is.
 */
export const enrollmentIdFor = async (subject: string, idempotencyKey: string | null): Promise<string> =>
  idempotencyKey === null ? randomId() : await digestOf(['POST /enrollments', subject, idempotencyKey])
