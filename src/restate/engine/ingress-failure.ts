import { HttpCallError } from '@restatedev/restate-sdk-clients'
import * as t from 'io-ts'
import { StoreError } from '../../durable/index.ts'

/** Node's `fetch` says why in its error's cause. */
const NeverLeft = t.type({
  cause: t.type({
    code: t.keyof({ ECONNREFUSED: null, ENOTFOUND: null, EAI_AGAIN: null, UND_ERR_CONNECT_TIMEOUT: null }),
  }),
})

const maySayMore = (text: string): string => {
  try {
    const said: unknown = JSON.parse(text)
    return t.type({ message: t.string }).is(said) ? said.message.slice(0, 300) : ''
  } catch {
    return ''
  }
}

const answeredWith = ({ status, responseText }: HttpCallError, changes: boolean): StoreError => {
  if (status === 404)
    return new StoreError(
      'unavailable',
      'Restate does not know the enrollments: start the service and register it (registerEnrollments), under the same name.',
    )
  // So it answers what it did not even queue, and the service what it refuses.
  if (status === 429 || status === 503)
    return new StoreError('unavailable', 'Restate takes no requests at the moment. Try again in a while.')
  if (status === 400 || status === 415)
    return new StoreError(
      'invalid',
      `The service behind Restate refused the request. ${maySayMore(responseText)}`,
    )
  return new StoreError(
    changes ? 'outcomeUnknown' : 'unexpected',
    `Restate answered with HTTP ${status}: look at its log, and at the service's. What was asked for may have been done.`,
  )
}

/** What is wrong when Restate gave no answer. `changes`: it was asked to do something. */
export const ingressFailure = (cause: unknown, changes: boolean): StoreError => {
  if (cause instanceof StoreError) return cause
  if (cause instanceof HttpCallError) return answeredWith(cause, changes)
  if (NeverLeft.is(cause) || !changes)
    return new StoreError(
      'unavailable',
      'Restate did not answer in time. Does its server run, is the address of its ingress right, and does a service process run?',
      { cause },
    )
  return new StoreError(
    'outcomeUnknown',
    'The connection to Restate was lost, or it took too long: what was asked for may have been done. Look at the enrollment.',
    { cause },
  )
}
