import type { Command, EnrollmentError, ServiceError } from '../../machines/index.ts'
import type { EnrollmentView } from '../view/index.ts'

/** What went wrong between this page and the server; the enrollment itself knows nothing of it. */
export interface Trouble {
  readonly error: EnrollmentError
  /** When the same may be tried again, epoch ms of this device; null if at once. */
  readonly until: number | null
  /** What was sent; null if the view was only asked for. */
  readonly command: Command['type'] | null
}

/** The view as of now with what went wrong on the way: said as the machine says its own errors. */
export const withTrouble = (
  view: EnrollmentView,
  { error, until, command }: Trouble,
  now: number,
): EnrollmentView => {
  const rest = until !== null && until > now ? until : null
  const id = `error.${error._tag}` as const
  const told = {
    problem: { id, params: { wait: rest === null ? 0 : Math.ceil((rest - now) / 1_000) } },
    error: error._tag,
    // What is read out must not change each second.
    announce: { politeness: 'assertive', message: { id, params: { wait: rest === null ? 0 : null } } },
    support: { ...view.support, error },
  } as const
  if (rest === null) return { ...view, ...told }
  const nextChangeAt = Math.min(rest, view.nextChangeAt ?? rest)
  const isSubmission = command === 'code.submitted' || command === 'photo.submitted'
  return view.state === 'awaitingCode' && isSubmission
    ? { ...view, ...told, nextChangeAt, can: { ...view.can, submit: false }, submitAt: rest }
    : {
        ...view,
        ...told,
        nextChangeAt,
        can: { ...view.can, resend: false, renew: false },
        sendAgainAt: Math.max(rest, view.sendAgainAt ?? rest),
      }
}

/** It may be over in a moment, and nobody has to do anything for that. */
export const mayPass = ({ _tag }: ServiceError): boolean =>
  _tag === 'unreachable' || _tag === 'timedOut' || _tag === 'serverFault'

const connectionLost = { id: 'connectionLost', params: {} } as const

/**
 * The view while the server cannot be reached. It is no error of the enrollment, so what may be done stays the same;
 * what is read out of its minute goes before. Why one has failed matters more: nothing goes on there.
 */
export const cutOff = (view: EnrollmentView): EnrollmentView => {
  if (view.state === 'failed') return view
  const { announce } = view
  const isOfMinute = announce?.message.id === 'secondsLeft' || announce?.message.id === 'expired'
  return {
    ...view,
    problem: connectionLost,
    announce: isOfMinute ? announce : { politeness: 'polite', message: connectionLost },
  }
}
