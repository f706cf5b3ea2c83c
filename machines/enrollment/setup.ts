import { assign, fromPromise, setup } from 'xstate'
import type { BindConfirmed, ChallengeIssued, FactorsListed } from './answers.ts'
import * as changes from './changes.ts'
import type { Bound, EnrollmentContext, EnrollmentInput } from './context.ts'
import type { Choice, FactorType } from './factor.ts'
import { errorOfExpiry, failureFrom } from './failures.ts'
import { guards, guardsWithClock, type EnrollmentEvent, type Failed } from './guards.ts'
import type { Redacted } from './redacted.ts'
import type { EnrollFactor, EnrollmentData } from './service.ts'
import { reconcilePauses } from './time.ts'

/** What an enrollment ends with. `factorId` is null where the server did not say. */
export type EnrollmentOutput =
  | { readonly status: 'done'; readonly factorType: FactorType; readonly factorId: string | null }
  | { readonly status: 'cancelled'; readonly bound: Bound }

/** What each call of the service is given; `attemptId` is `<enrollmentId>:<seq>`. */
export interface SendEnrollFactorRequestInput {
  readonly enrollmentId: string
  readonly attemptId: string
  readonly choice: Choice
}
export interface EnrollFactorInput {
  readonly attemptId: string
  readonly bind: EnrollFactor
  /** To tell our own bind in the list, should a refusal be its echo; `before` is null if it cannot be told. */
  readonly choice: Choice | null
  readonly before: EnrollmentContext['before']
}
export interface ListEnrolledFactorsInput {
  readonly attemptId: string
}

type FactorKnown = Pick<BindConfirmed, 'factorId'>

const notProvided = (): never => {
  throw new Error(
    'enrollmentMachine has no service yet: run provideService(service, { now }), not the bare machine',
  )
}

/** The machine's vocabulary: its types, and the names of what it asks for. Services and the clock come by `provideService`. */
export const enrollmentSetup = setup({
  types: {
    context: {} as EnrollmentContext,
    events: {} as EnrollmentEvent,
    input: {} as EnrollmentInput,
    output: {} as EnrollmentOutput,
    tags: {} as 'busy' | 'settled',
  },
  actors: {
    sendEnrollFactorRequest: fromPromise<ChallengeIssued, SendEnrollFactorRequestInput>(notProvided),
    enrollFactor: fromPromise<BindConfirmed, EnrollFactorInput>(notProvided),
    listEnrolledFactors: fromPromise<FactorsListed, ListEnrolledFactorsInput>(notProvided),
  },
  delays: {
    tokenLifetime: notProvided,
    reconcilePause: ({ context }) => reconcilePauses[reconcilePauses.length - context.listingsLeft] ?? 0,
  },
  guards: { ...guards, ...guardsWithClock(notProvided) },
  actions: {
    ask: assign(({ context }, { choice }: { readonly choice: Choice | null }) =>
      choice === null ? {} : changes.asked(context, choice),
    ),
    openChallenge: assign(({ context }, issued: ChallengeIssued) => changes.challengeOpened(context, issued)),
    noteDeadArrival: assign(({ context }, issued: ChallengeIssued) =>
      changes.challengeArrivedDead(context, issued),
    ),
    noteFailedRequest: assign(({ context }, { error }: Failed) =>
      changes.requestFailed(context, failureFrom(error)),
    ),
    submit: assign(({ context }, { data }: { readonly data: Redacted<EnrollmentData> }) =>
      changes.submitted(context, data),
    ),
    bind: assign(({ context }, { factorId }: FactorKnown) => changes.bound(context, factorId)),
    noteFailedBind: assign(({ context }, { error }: Failed) =>
      changes.bindFailed(context, failureFrom(error)),
    ),
    doubtBind: assign(({ context }, { error }: Failed) =>
      changes.doubted(context, reconcilePauses.length + 1, failureFrom(error).error),
    ),
    doubtRestored: assign(({ context }) =>
      changes.doubted(context, reconcilePauses.length + 1, { _tag: 'interrupted' }),
    ),
    listOnceMore: assign(({ context }, { choice }: { readonly choice: Choice | null }) => ({
      ...changes.doubted(context, 1, null),
      nextChoice: choice,
    })),
    keepToken: assign((_, answer: FactorsListed) => changes.tokenKept(answer)),
    listAgain: assign(({ context }) => changes.askedAgain(context)),
    expire: assign(({ context }) => changes.expired(changes.whyExpired(context))),
    expireWithError: assign((_, { error }: Failed) => changes.expired(errorOfExpiry(failureFrom(error)))),
    refuse: assign((_, { error }: Failed) => changes.refused(failureFrom(error).error)),
    reportOutcomeUnknown: assign(({ context }) => changes.outcomeUnknown(context)),
    reportRecoveryCodeLost: assign((_, { factorId }: FactorKnown) => changes.recoveryCodeLost(factorId)),
    requestCancel: assign({ cancelRequested: true }),
    wipe: assign(() => changes.wiped()),
    wipeUnbound: assign(() => ({ ...changes.wiped(), bound: 'no' as const })),
    bindAndWipe: assign((_, { factorId }: FactorKnown) => changes.boundAndWiped(factorId)),
    restart: assign(() => changes.restarted()),
    noteInterruption: assign(
      ({ context }, { at, sendAgainAt }: { readonly at: number; readonly sendAgainAt: number }) =>
        changes.requestInterrupted(context, at, sendAgainAt),
    ),
  },
})
