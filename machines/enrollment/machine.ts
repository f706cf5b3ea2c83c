import { attemptIdOf, initialContext } from './context.ts'
import { bindOf, doneOutput, requestOf } from './inputs.ts'
import {
  choiceParams,
  codeParams,
  errorParams,
  knownParams,
  listedParams,
  outputParams,
  photoParams,
} from './params.ts'
import { enrollmentSetup, type EnrollmentOutput } from './setup.ts'

// Steps that several states take.
const ask = { target: 'requesting', actions: { type: 'ask', params: choiceParams } } as const
const leave = { target: 'cancelled', actions: 'wipe' } as const
/** What ends a challenge in doubt looks once more first, before its secrets are wiped. */
const settleDoubt = {
  target: 'reconciling',
  actions: { type: 'listOnceMore', params: { choice: null } },
} as const
const settleDoubtThenAsk = {
  target: 'reconciling',
  actions: { type: 'listOnceMore', params: choiceParams },
} as const

/**
 * The workflow of binding one factor: `idle → requesting → awaitingCode → binding → done / expired`, with
 * `reconciling` where a bind is in doubt, `savingRecoveryCode` after an OTP bind, `failed` and `cancelled`.
 *
 * It does no I/O and knows no clock: fill it with `provideService(service, { now })`. Run it with
 * `createActor`, invoke it from a machine of your own, or use `createEnrollment`, which adds validation
 * of commands, the view and storage. Send it decoded commands only.
 *
 * @example
 * const machine = provideService(service, { now: Date.now })
 * const actor = createActor(machine, { input: { enrollmentId: crypto.randomUUID() } }).start()
 */
export const enrollmentMachine = enrollmentSetup.createMachine({
  id: 'enrollment',
  initial: 'idle',
  context: ({ input }) => initialContext(input),
  output: ({ event }) => event.output as EnrollmentOutput,
  states: {
    idle: {
      tags: 'settled',
      on: {
        'factor.chosen': { guard: 'maySend', ...ask },
        'enrollment.cancelled': leave,
      },
    },

    requesting: {
      tags: 'busy',
      invoke: {
        id: 'sendEnrollFactorRequest',
        src: 'sendEnrollFactorRequest',
        input: ({ context }) => requestOf(context),
        onDone: [
          {
            guard: { type: 'tokenArrivedDead', params: outputParams },
            target: 'expired',
            actions: { type: 'noteDeadArrival', params: outputParams },
          },
          { target: 'awaitingCode', actions: { type: 'openChallenge', params: outputParams } },
        ],
        onError: [
          {
            guard: { type: 'requestMayBeRepeated', params: errorParams },
            target: 'idle',
            actions: { type: 'noteFailedRequest', params: errorParams },
          },
          { target: 'failed', actions: { type: 'noteFailedRequest', params: errorParams } },
        ],
      },
      on: {
        'enrollment.cancelled': leave,
        'enrollment.restored': {
          target: 'idle',
          actions: { type: 'noteInterruption', params: ({ event }) => event },
        },
      },
    },

    awaitingCode: {
      tags: 'settled',
      after: {
        tokenLifetime: [
          { guard: 'isInDoubt', ...settleDoubt },
          { target: 'expired', actions: 'expire' },
        ],
      },
      on: {
        'code.submitted': [
          { guard: 'tokenIsDeadInDoubt', ...settleDoubt },
          { guard: 'tokenIsDead', target: 'expired', actions: 'expire' },
          {
            guard: 'tokenIsLive',
            target: 'binding',
            actions: { type: 'submit', params: codeParams },
          },
        ],
        'photo.submitted': [
          { guard: 'tokenIsDeadInDoubt', ...settleDoubt },
          { guard: 'tokenIsDead', target: 'expired', actions: 'expire' },
          {
            guard: 'tokenIsLive',
            target: 'binding',
            actions: { type: 'submit', params: photoParams },
          },
        ],
        'factor.chosen': [
          { guard: 'maySendInDoubt', ...settleDoubtThenAsk },
          { guard: 'maySend', ...ask },
        ],
        'code.resend': [
          { guard: 'maySendInDoubt', ...settleDoubtThenAsk },
          { guard: 'maySend', ...ask },
        ],
        'enrollment.cancelled': leave,
        'enrollment.restored': [
          { guard: 'restoredTokenIsLive', target: 'awaitingCode', reenter: true },
          { guard: 'isInDoubt', ...settleDoubt },
          { target: 'expired', actions: 'expire' },
        ],
      },
    },

    binding: {
      tags: 'busy',
      invoke: {
        id: 'enrollFactor',
        src: 'enrollFactor',
        input: ({ context }) => bindOf(context),
        onDone: [
          {
            guard: 'recoveryCodeMustBeSaved',
            target: 'savingRecoveryCode',
            actions: { type: 'bind', params: outputParams },
          },
          {
            guard: 'recoveryCodeIsLost',
            target: 'failed',
            actions: { type: 'reportRecoveryCodeLost', params: outputParams },
          },
          { target: 'done', actions: { type: 'bindAndWipe', params: outputParams } },
        ],
        onError: [
          {
            guard: { type: 'outcomeIsInDoubt', params: errorParams },
            target: 'reconciling',
            actions: { type: 'doubtBind', params: errorParams },
          },
          {
            guard: { type: 'notBoundAndLeaving', params: errorParams },
            target: 'cancelled',
            actions: [{ type: 'noteFailedBind', params: errorParams }, 'wipe'],
          },
          {
            guard: { type: 'newTokenIsNeeded', params: errorParams },
            target: 'expired',
            actions: { type: 'expireWithError', params: errorParams },
          },
          {
            guard: { type: 'bindMayBeRepeated', params: errorParams },
            target: 'awaitingCode',
            actions: { type: 'noteFailedBind', params: errorParams },
          },
          { target: 'failed', actions: { type: 'refuse', params: errorParams } },
        ],
      },
      on: {
        'enrollment.cancelled': { actions: 'requestCancel' },
        'enrollment.restored': { target: 'reconciling', actions: 'doubtRestored' },
      },
    },

    reconciling: {
      tags: 'busy',
      initial: 'asking',
      states: {
        asking: {
          invoke: {
            id: 'listEnrolledFactors',
            src: 'listEnrolledFactors',
            input: ({ context }) => ({ attemptId: attemptIdOf(context) }),
            onDone: [
              {
                guard: { type: 'listedAndCodeMustBeSaved', params: outputParams },
                target: '#enrollment.savingRecoveryCode',
                actions: { type: 'bind', params: listedParams },
              },
              {
                guard: { type: 'listedAndCodeIsLost', params: outputParams },
                target: '#enrollment.failed',
                actions: { type: 'reportRecoveryCodeLost', params: listedParams },
              },
              {
                guard: { type: 'isListed', params: outputParams },
                target: '#enrollment.done',
                actions: { type: 'bindAndWipe', params: listedParams },
              },
              { guard: { type: 'mayCommitLate', params: outputParams }, target: 'pausing' },
              {
                guard: { type: 'cannotBeToldAndLeaving', params: outputParams },
                target: '#enrollment.cancelled',
                actions: 'wipe',
              },
              {
                guard: { type: 'cannotBeTold', params: outputParams },
                target: '#enrollment.failed',
                actions: 'reportOutcomeUnknown',
              },
              {
                guard: { type: 'notListedAndLeaving', params: outputParams },
                target: '#enrollment.cancelled',
                actions: 'wipeUnbound',
              },
              {
                guard: { type: 'notListedAndAskedAnew', params: outputParams },
                target: '#enrollment.requesting',
                actions: { type: 'ask', params: ({ context }) => ({ choice: context.nextChoice }) },
              },
              {
                guard: { type: 'notListedAndLive', params: outputParams },
                target: '#enrollment.awaitingCode',
                actions: { type: 'keepToken', params: outputParams },
              },
              { target: '#enrollment.expired', actions: 'expire' },
            ],
            onError: [
              { guard: { type: 'mayListAgain', params: errorParams }, target: 'pausing' },
              {
                guard: { type: 'listFailsAndLeaving', params: errorParams },
                target: '#enrollment.cancelled',
                actions: 'wipe',
              },
              { target: '#enrollment.failed', actions: 'reportOutcomeUnknown' },
            ],
          },
        },
        pausing: { after: { reconcilePause: { target: 'asking', actions: 'listAgain' } } },
      },
      on: {
        'enrollment.cancelled': { actions: 'requestCancel' },
        'enrollment.restored': { target: 'reconciling', reenter: true, actions: 'doubtRestored' },
      },
    },

    savingRecoveryCode: {
      tags: 'settled',
      on: {
        'recoveryCode.saved': { target: 'done', actions: 'wipe' },
        'enrollment.cancelled': leave,
        'enrollment.restored': {
          guard: 'recoveryCodeIsLost',
          target: 'failed',
          actions: { type: 'reportRecoveryCodeLost', params: knownParams },
        },
      },
    },

    expired: {
      tags: 'settled',
      on: {
        'enrollment.renewed': { guard: 'maySend', ...ask },
        'factor.chosen': { guard: 'maySend', ...ask },
        'enrollment.cancelled': leave,
      },
    },

    failed: {
      tags: 'settled',
      on: {
        'enrollment.restarted': { target: 'idle', actions: 'restart' },
        'enrollment.cancelled': leave,
      },
    },

    done: { type: 'final', output: ({ context }) => doneOutput(context) },
    cancelled: { type: 'final', output: ({ context }) => ({ status: 'cancelled', bound: context.bound }) },
  },
})

type Machine = typeof enrollmentMachine

/** The machine's type by a name, for declarations that hold one: `const machine: EnrollmentMachine = provideService(…)`. */
export interface EnrollmentMachine extends Machine {}
