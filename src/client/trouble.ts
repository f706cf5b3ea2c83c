import type { Command, EnrollmentError } from '../../machines/index.ts'
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
