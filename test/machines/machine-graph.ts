import type { ActorLogic } from 'xstate'
import { adjacencyMapToArray, getAdjacencyMap } from 'xstate/graph'
import {
  maySend,
  maySubmit,
  parseProvisioningUri,
  provideService,
  recordOf,
  redact,
  snapshotOf,
  stateOf,
  type Command,
  type CommandInput,
  type EnrollmentError,
  type EnrollmentEvent,
  type EnrollmentInput,
  type EnrollmentSnapshot,
} from '../../machines/index.ts'
import {
  bare,
  bareCommands,
  choose,
  enrolled,
  enrollmentId,
  otpUri,
  secrets,
  start,
  submitCode,
  submitLink,
  submitPhoto,
} from './examples.ts'
import { scripted } from './scripted-service.ts'
import { decoded } from './started.ts'

/**
 * Every state the machine can come to, and every edge between them, found by its own transition function.
 * What the clock says is part of each step, so that guards of time are walked on both sides.
 */
export interface Step {
  readonly type: string
  readonly at: number
  /** Null stands for a restart of the process that keeps no secrets. */
  readonly event: EnrollmentEvent | null
}

const early = start + 1_000
const late = start + 120_000
let clock = early

export const machine = provideService(scripted().service, { now: () => clock })

const commands: readonly CommandInput[] = [
  choose.OTP,
  choose.SMS,
  choose.FACE,
  submitCode,
  { ...submitCode, generation: 999 },
  submitPhoto,
  submitLink,
  { ...submitPhoto, photo: '//pictures.example.org/mina.jpg' },
  ...bareCommands,
  bare('enrollment.cancelled'),
]
export const allCommands: readonly Command[] = commands.map(decoded)
export const times = [early, late]

const otp = parseProvisioningUri(otpUri)
if (otp === null) throw new Error('The example has to be a provisioning URI')
const issued = {
  sentAt: start,
  repliedAt: early,
  deadline: start + 60_000,
  sendAgainAt: early + 60_000,
  wrongCodeBudget: 1,
  externalPhotos: false,
  enrollmentToken: redact(secrets.token),
  otp: null,
  recoveryCode: null,
  before: [],
}
const failures: readonly EnrollmentError[] = [
  { _tag: 'wrongCode' },
  { _tag: 'tokenExpired' },
  { _tag: 'throttled' },
  { _tag: 'forbidden' },
  { _tag: 'timedOut' },
]
/** Where no message is sent, a cooldown would only make the graph four times as large. */
const notThrottled = failures.filter(({ _tag }) => _tag !== 'throttled')
/** What only a request can end with: the host did not let it go out. */
const stepUpRequired: EnrollmentError = { _tag: 'stepUpRequired' }
const lists = (factorType: 'OTP' | 'SMS' | 'FACE') => [
  [],
  [enrolled(factorType, 'old')],
  [enrolled(factorType, 'new')],
]

// Reports of actors and timers have no place in the union of events that a host may send.
const report = (event: {
  readonly type: `xstate.${string}`
  readonly output?: object
  readonly error?: object
}) => event as unknown as EnrollmentEvent

/** What the actors and timers of a state may report, each of which a real service could make happen. */
const reportsIn = (snapshot: EnrollmentSnapshot, at: number): readonly EnrollmentEvent[] => {
  const fails = (actor: string, errors = failures) =>
    errors.map((error) => {
      const failure = { error, sentAt: start, repliedAt: at, sendAgainAt: at + 60_000, override: null }
      return report({ type: `xstate.error.actor.${actor}`, error: failure })
    })
  const done = (actor: string, output: object) => report({ type: `xstate.done.actor.${actor}`, output })
  const { factorType } = snapshot.context
  switch (stateOf(snapshot)) {
    case 'requesting': {
      const answer = { ...issued, repliedAt: at }
      const shown = { ...answer, otp, recoveryCode: redact(secrets.recoveryCode) }
      const old = [{ factorId: 'old', factorType: factorType ?? '', target: null }]
      const given = factorType === 'OTP' ? shown : answer
      const answers = [
        given,
        { ...given, before: old },
        { ...given, before: null },
        { ...given, recoveryCode: null },
        ...(factorType === 'FACE' ? [{ ...given, externalPhotos: true }] : []),
      ]
      return [
        ...answers.map((output) => done('sendEnrollFactorRequest', output)),
        ...fails('sendEnrollFactorRequest', [
          stepUpRequired,
          ...(factorType === 'SMS' ? failures : notThrottled),
        ]),
      ]
    }
    case 'awaitingCode':
      return at === late ? [report({ type: 'xstate.after.tokenLifetime.enrollment.awaitingCode' })] : []
    case 'binding':
      return [
        // Answered, or refused and found in the list.
        ...[null, 'new'].map((factorId) => done('enrollFactor', { sentAt: start, repliedAt: at, factorId })),
        ...fails('enrollFactor'),
      ]
    case 'reconciling':
      return snapshot.matches({ reconciling: 'pausing' })
        ? [report({ type: 'xstate.after.reconcilePause.enrollment.reconciling.pausing' })]
        : [
            ...lists(factorType === 'SMS' || factorType === 'FACE' ? factorType : 'OTP').map((factors) =>
              done('listEnrolledFactors', { sentAt: start, repliedAt: at, factors }),
            ),
            ...fails('listEnrolledFactors'),
          ]
    case 'idle':
    case 'savingRecoveryCode':
    case 'expired':
    case 'failed':
    case 'done':
    case 'cancelled':
      return []
  }
}

const stepsFrom = (snapshot: EnrollmentSnapshot): readonly Step[] =>
  times.flatMap((at) => {
    const restored = { type: 'enrollment.restored', at, sendAgainAt: at + 60_000 } as const
    const events = [...allCommands, ...reportsIn(snapshot, at), restored]
    return [...events, ...(snapshot.status === 'active' ? [null] : [])].map((event) => ({
      type: 'step',
      at,
      event,
    }))
  })

/** The event of a step, and the snapshot it meets: a restart changes that first. */
export const meeting = (snapshot: EnrollmentSnapshot, { at, event }: Step) => {
  clock = at
  if (event !== null) return { snapshot, event }
  const { value, context, status } = snapshotOf(recordOf(snapshot).record, null, enrollmentId)
  return {
    // What snapshotOf gives belongs to the bare machine until an actor, or this, takes it over.
    snapshot: machine.resolveState({ value, context, status }),
    event: { type: 'enrollment.restored', at, sendAgainAt: at + 60_000 } as const,
  }
}

export const at = (time: number) => {
  clock = time
}

const logic: ActorLogic<EnrollmentSnapshot, Step, EnrollmentInput> = {
  getInitialSnapshot: (scope, input) => machine.getInitialSnapshot(scope as never, input),
  getPersistedSnapshot: (snapshot) => snapshot,
  transition: (before, step, scope) => {
    const { snapshot, event } = meeting(before, step)
    return machine.transition(snapshot, event, scope as never)
  },
}

const choices = allCommands.filter((command) => command.type === 'factor.chosen')

/** What the machine's decisions depend on; counters and ids are left out, for they never repeat. */
export const keyOf = ({ value, context }: EnrollmentSnapshot): string =>
  JSON.stringify([
    value,
    context.factorType,
    context.choice === null,
    context.challenge && (context.challenge.otp === null ? 'token' : 'token and OTP'),
    context.challenge?.externalPhotos,
    context.recoveryCode === null,
    context.before?.length,
    times.map((time) => choices.map((choice) => maySend(context, choice, time))),
    times.map((time) => maySubmit(context, time)),
    context.bound,
    context.listingsLeft,
    context.nextChoice === null,
    context.cancelRequested,
    context.factorId,
  ])

const adjacency = getAdjacencyMap(logic, {
  input: { enrollmentId },
  events: stepsFrom,
  serializeState: (snapshot) => keyOf(snapshot) as never,
})

export const snapshots: readonly EnrollmentSnapshot[] = Object.values(adjacency).map(({ state }) => state)
export const edges = adjacencyMapToArray(adjacency).map(({ state, event, nextState }) => ({
  from: state,
  step: event,
  to: nextState,
  fromKey: keyOf(state),
  toKey: keyOf(nextState),
}))
