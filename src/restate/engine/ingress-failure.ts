import { HttpCallError } from '@restatedev/restate-sdk-clients'
import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { StoreError } from '../../durable/index.ts'
import { parseJson } from '../../json/index.ts'

/** Node's `fetch` says why in its error's cause. */
const NeverLeft = t.type({
  cause: t.type({
    code: t.keyof({ ECONNREFUSED: null, ENOTFOUND: null, EAI_AGAIN: null, UND_ERR_CONNECT_TIMEOUT: null }),
  }),
})

const Said = t.type({ message: t.string, source: t.union([t.string, t.undefined]) })

const saidIn = (text: string): t.TypeOf<typeof Said> | null => {
  const json = parseJson(text)
  const said: unknown = E.isRight(json) ? json.right : null
  return Said.is(said) ? said : null
}

const notTheIngress = () =>
  new StoreError(
    'unavailable',
    'What stands at the address of the ingress is not the ingress of Restate, 8080 as a rule. Is it the admin interface?',
  )

/** What such an answer means: nothing was done. Others leave it open. */
const refusals: Readonly<Record<number, (source: string | undefined) => StoreError>> = {
  404: (source) =>
    source === 'ingress'
      ? new StoreError(
          'unavailable',
          'Restate does not know the enrollments: start the service and register it (registerEnrollments), under the same name.',
        )
      : notTheIngress(),
  405: notTheIngress,
  413: () => new StoreError('invalid', 'Restate takes no request that is so large. Nothing was done.'),
  // So it answers what it did not even queue, and the service what it refuses.
  429: () => new StoreError('unavailable', 'Restate takes no requests at the moment. Try again in a while.'),
  503: () => new StoreError('unavailable', 'Restate takes no requests at the moment. Try again in a while.'),
}

const answeredWith = ({ status, responseText }: HttpCallError, changes: boolean): StoreError => {
  const refused = refusals[status]
  if (refused !== undefined) return refused(saidIn(responseText)?.source)
  if (status === 400 || status === 415)
    return new StoreError(
      'invalid',
      `The service behind Restate refused the request. ${saidIn(responseText)?.message.slice(0, 300) ?? ''}`,
    )
  const said = `Restate answered with HTTP ${status}: look at its log, and at the service's.`
  return changes
    ? new StoreError('outcomeUnknown', `${said} What was asked for may have been done.`)
    : new StoreError('unexpected', said)
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

/** It came to the service after nobody waited for it any more. */
export const tooLate = (): StoreError =>
  new StoreError('unavailable', 'Restate came to the request too late, and nothing was done. Try again.')

/** The service thinks that nobody waits, and somebody does. */
export const clocksApart = (): StoreError =>
  new StoreError(
    'unavailable',
    'The clock of this machine and that of the service process do not agree, so nothing was done. Keep both with NTP.',
  )

/** Somebody was faster with the same request, or something on the way sends what it is given twice. */
export const repeated = (): StoreError =>
  new StoreError(
    'outcomeUnknown',
    'The request came to the service twice, and was done the first time. Look at the enrollment.',
  )

export const unreadableAnswer = (changes: boolean): StoreError =>
  new StoreError(
    changes ? 'outcomeUnknown' : 'unexpected',
    'The answer that came through Restate cannot be read: the service has other keys, or is of another version.',
  )
