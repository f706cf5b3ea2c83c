import type { ChallengeIssued, FactorsListed } from './answers.ts'
import type { Command } from './commands.ts'
import type { EnrollmentContext } from './context.ts'
import type { Choice } from './factor.ts'
import { afterFailedBind, afterFailedRequest, failureFrom } from './failures.ts'
import { afterBind, afterFailedListing, afterListing } from './reconciliation.ts'
import { choiceToResend, refusalToAsk, refusalToSubmit } from './refusals.ts'
import { tokenIsLive } from './time.ts'

/** The event a host sends after it revived a stored enrollment. Not a command: it never comes from outside. */
export interface EnrollmentRestored {
  readonly type: 'enrollment.restored'
  /** When it was revived, epoch ms. */
  readonly at: number
  /** When a target that may have been sent a message before the interruption may be sent the next one, epoch ms. */
  readonly sendAgainAt: number
}

export type EnrollmentEvent = Command | EnrollmentRestored

interface Asked {
  readonly context: EnrollmentContext
  readonly event: EnrollmentEvent
}

/** The choice that a command asks a request for. */
export const choiceOf = ({ context, event }: Asked): Choice | null => {
  switch (event.type) {
    case 'factor.chosen': {
      const { type: _, ...choice } = event
      return choice
    }
    case 'code.resend':
      return choiceToResend(context)
    case 'enrollment.renewed':
      return context.choice
    default:
      return null
  }
}

const submissionRefused = ({ context, event }: Asked, now: number) =>
  event.type === 'code.submitted' || event.type === 'photo.submitted'
    ? refusalToSubmit(context, event, now)
    : 'notNow'

/** The guards that ask the clock: placeholders until `provideService` gives one. */
export const guardsWithClock = (now: () => number) => ({
  maySend: (asked: Asked) => refusalToAsk(asked.context, choiceOf(asked), now()) === null,
  maySendInDoubt: (asked: Asked) =>
    asked.context.bound === 'unknown' && refusalToAsk(asked.context, choiceOf(asked), now()) === null,
  tokenIsLive: (asked: Asked) => submissionRefused(asked, now()) === null,
  tokenIsDead: (asked: Asked) => submissionRefused(asked, now()) === 'tokenExpired',
  tokenIsDeadInDoubt: (asked: Asked) =>
    asked.context.bound === 'unknown' && submissionRefused(asked, now()) === 'tokenExpired',
})

export interface Failed {
  readonly error: unknown
}

const failedBindLeadsTo =
  (state: ReturnType<typeof afterFailedBind>) =>
  ({ context }: Asked, { error }: Failed): boolean =>
    afterFailedBind(context, failureFrom(error)) === state

const listingLeadsTo =
  (next: ReturnType<typeof afterListing>) =>
  ({ context }: Asked, answer: FactorsListed): boolean =>
    afterListing(context, answer) === next

const failedListingLeadsTo =
  (next: ReturnType<typeof afterFailedListing>) =>
  ({ context }: Asked, { error }: Failed): boolean =>
    afterFailedListing(context, failureFrom(error)) === next

/** The other guards: statements about context and event, each decided by a table. */
export const guards = {
  isInDoubt: ({ context }: Asked) => context.bound === 'unknown',
  tokenArrivedDead: (_: Asked, { repliedAt, deadline }: ChallengeIssued) => repliedAt >= deadline,
  requestMayBeRepeated: (_: Asked, { error }: Failed) => afterFailedRequest(failureFrom(error)) === 'idle',

  recoveryCodeMustBeSaved: ({ context }: Asked) => afterBind(context) === 'savingRecoveryCode',
  recoveryCodeIsLost: ({ context }: Asked) => afterBind(context) === 'recoveryCodeLost',

  outcomeIsInDoubt: failedBindLeadsTo('reconciling'),
  bindMayBeRepeated: failedBindLeadsTo('awaitingCode'),
  newTokenIsNeeded: failedBindLeadsTo('expired'),
  notBoundAndLeaving: failedBindLeadsTo('cancelled'),

  listedAndCodeMustBeSaved: listingLeadsTo('savingRecoveryCode'),
  listedAndCodeIsLost: listingLeadsTo('recoveryCodeLost'),
  isListed: listingLeadsTo('done'),
  mayCommitLate: listingLeadsTo('pausing'),
  cannotBeToldAndLeaving: listingLeadsTo('cancelledInDoubt'),
  cannotBeTold: listingLeadsTo('outcomeUnknown'),
  notListedAndLeaving: listingLeadsTo('cancelled'),
  notListedAndAskedAnew: listingLeadsTo('requesting'),
  notListedAndLive: listingLeadsTo('awaitingCode'),

  mayListAgain: failedListingLeadsTo('pausing'),
  listFailsAndLeaving: failedListingLeadsTo('cancelledInDoubt'),

  restoredTokenIsLive: ({ context, event }: Asked) =>
    event.type === 'enrollment.restored' && tokenIsLive(context, event.at),
}
