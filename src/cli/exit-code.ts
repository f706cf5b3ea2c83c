import type { EnrollmentView } from '../view/index.ts'

/** What the command ends with; scripts branch on it. */
export const exitCode = {
  done: 0,
  bug: 1,
  usage: 2,
  expired: 3,
  refused: 4,
  unreachable: 5,
  /** 128 + SIGINT, as shells have it. */
  cancelled: 130,
} as const
export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

const byError: Readonly<Record<NonNullable<EnrollmentView['error']>, ExitCode>> = {
  wrongCode: exitCode.refused,
  tokenExpired: exitCode.expired,
  throttled: exitCode.refused,
  unauthorized: exitCode.refused,
  forbidden: exitCode.refused,
  alreadyBound: exitCode.refused,
  invalidInput: exitCode.refused,
  photoRejected: exitCode.refused,
  preconditionMissing: exitCode.refused,
  unsupported: exitCode.refused,
  notFound: exitCode.refused,
  unreachable: exitCode.unreachable,
  timedOut: exitCode.unreachable,
  // Whatever answers there, it is not the service.
  invalidResponse: exitCode.unreachable,
  serverFault: exitCode.unreachable,
  stepUpRequired: exitCode.refused,
  outcomeUnknown: exitCode.unreachable,
  recoveryCodeLost: exitCode.refused,
  interrupted: exitCode.refused,
  recordUnreadable: exitCode.refused,
  defect: exitCode.bug,
}

/** The exit code for an error that ended it all. */
export const exitCodeOfError = (tag: NonNullable<EnrollmentView['error']>): ExitCode => byError[tag]

/** The exit code for where an enrollment was left. */
export const exitCodeOf = (view: EnrollmentView, interrupted: boolean): ExitCode => {
  if (view.state === 'done') return exitCode.done
  if (interrupted) return exitCode.cancelled
  if (view.state === 'expired') return exitCode.expired
  // Left while a bind was in doubt: the account may have the factor or not.
  if (view.state === 'cancelled' && view.bound === 'unknown') return exitCode.unreachable
  return view.error === null ? exitCode.refused : exitCodeOfError(view.error)
}
