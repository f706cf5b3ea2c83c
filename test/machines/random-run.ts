import { inspect } from 'node:util'
import * as assert from 'uvu/assert'
import {
  recordOf,
  snapshotOf,
  stateOf,
  type CommandInput,
  type EnrollmentState,
} from '../../machines/index.ts'
import { cooldownWindows } from './cooldown-windows.ts'
import {
  bare,
  bareCommands,
  choose,
  chooseOtherPhone,
  enrollmentId,
  submitCode,
  submitFor,
  submitLink,
  submitPhoto,
} from './examples.ts'
import { hostQuestions } from './host-questions.ts'
import type { Account, Action } from './random-actions.ts'
import { secretsIn } from './revealed.ts'
import { later, scripted, type Call } from './scripted-service.ts'
import { simulatedAccount } from './simulated-account.ts'
import { flushed, started, type Started, type StartOptions } from './started.ts'

const probes: readonly CommandInput[] = [
  choose.OTP,
  choose.SMS,
  chooseOtherPhone,
  choose.EMAIL,
  submitCode,
  { ...submitCode, generation: 0 },
  submitPhoto,
  submitLink,
  { ...submitPhoto, photo: '//pictures.example.org/mina.jpg' },
  ...bareCommands,
  bare('enrollment.cancelled'),
]

const holds = (condition: boolean, invariant: string) => assert.ok(condition, invariant)
const isOneOf = (state: EnrollmentState, ...states: readonly EnrollmentState[]) => states.includes(state)

/** Is told of each running enrollment, the first and those that go on from a record, before anything happens to it. */
export type Watch = (enrollment: Started, isResumed: boolean) => void

/** Lets the actions happen to an enrollment one by one, and asks after each what must hold at all times. */
export const randomRun = async (
  given: Account,
  actions: readonly Action[],
  visited: Set<EnrollmentState>,
  watch: Watch = () => undefined,
) => {
  const account = simulatedAccount(given)
  const windows = cooldownWindows()
  const scriptedService = scripted({
    sendEnrollFactorRequest: [later],
    enrollFactor: [later],
    listEnrolledFactors: [later],
  })
  const host = hostQuestions(() => enrollment.now())
  const options: StartOptions = {
    scriptedService,
    externalPhotos: given.allowsLinks,
    ...(given.asksFirst && { beforeEnrollment: host.beforeEnrollment }),
  }
  let enrollment: Started = started(options)
  watch(enrollment, false)
  let submitted = 0
  let seen = 0
  let stateBefore: EnrollmentState = 'idle'

  const checkCall = (call: Call) => {
    const { attemptId } = call
    const askedAt = host.askedAt(attemptId)
    holds(askedAt === null || host.hasAgreedTo(attemptId), 'nothing is sent before the host agrees')
    if (call.name === 'sendEnrollFactorRequest') {
      assert.is(askedAt !== null, given.asksFirst, 'the host is asked before every request')
      // A wait that a clock set back had lifted may be there again when the host agrees at last.
      const decided = { ...call, at: askedAt ?? call.at }
      holds(!windows.forbids(decided), 'no target is sent a second message within its cooldown')
      windows.noteRequest(call)
      account.noteRequest(call)
    }
    if (call.name === 'enrollFactor') {
      const { enrollmentToken, enrollmentData } = call.sent as {
        enrollmentToken: string
        enrollmentData: { isExternalPhoto?: boolean }
      }
      holds(given.allowsLinks || enrollmentData.isExternalPhoto !== true, 'links are sent where allowed')
      const request = account.requestOf(enrollmentToken)
      holds(request !== null, 'only the token of the last request is bound')
      if (request !== null)
        holds(request.at <= call.at && call.at < request.at + 60_000, 'no dead token is bound')
    }
  }

  const checkState = () => {
    const snapshot = enrollment.actor.getSnapshot()
    const { context } = snapshot
    const state = stateOf(snapshot)
    visited.add(state)
    if (stateBefore === 'requesting' && isOneOf(state, 'awaitingCode', 'expired')) account.noteToken()
    stateBefore = state
    assert.equal(enrollment.errors, [], 'the actor never dies')
    const inFlight = enrollment.named('enrollFactor').filter((call) => call.isOpen() && !call.signal.aborted)
    holds(inFlight.length <= 1, 'one bind at a time')
    assert.is(enrollment.named('enrollFactor').length, submitted, 'one bind for each submission')
    const keepsToken = isOneOf(state, 'awaitingCode', 'binding', 'reconciling')
    holds(context.challenge === null || keepsToken, 'a token is kept only while it may be of use')
    holds(
      context.recoveryCode === null || keepsToken || state === 'savingRecoveryCode',
      'a recovery code is kept only until it is saved or void',
    )
    holds(
      state !== 'savingRecoveryCode' || context.recoveryCode !== null,
      'the recovery code is there to save',
    )
    holds((context.submission !== null) === (state === 'binding'), 'a code is kept only while it is sent')
    holds(
      context.submitAfter === null || state === 'awaitingCode',
      'a wait is kept only while a code is awaited',
    )
    holds(context.nextChoice === null || state === 'reconciling', 'a wish is kept only while in doubt')
    holds(context.choice === null || snapshot.status === 'active', 'the end forgets the person')
    const isBound = isOneOf(state, 'done', 'savingRecoveryCode') || context.bound === 'yes'
    holds(!isBound || account.isCommitted(), 'bound is said only of what is bound')
    const isDenied =
      context.bound === 'no' && isOneOf(state, 'awaitingCode', 'expired', 'failed', 'cancelled')
    holds(
      !isDenied || !account.isCommitted() || account.isHidden(),
      'not bound is said only of what is not bound',
    )
    for (const probe of probes) {
      const refusal = enrollment.refusal(probe)
      assert.is(
        enrollment.can(probe),
        refusal === null || refusal === 'tokenExpired',
        `${probe.type} ${refusal}`,
      )
    }
    const printed = JSON.stringify([snapshot, recordOf(snapshot)]) + inspect(context, { depth: 9 })
    assert.equal(secretsIn(printed), [], 'no secret is printed')
    for (const secrets of [null, recordOf(snapshot).secrets]) {
      const json: unknown = JSON.parse(JSON.stringify(recordOf(snapshot).record))
      assert.equal(snapshotOf(json, secrets, enrollmentId).value, snapshot.value, 'every record can be read')
    }
  }

  const tell = (command: CommandInput) => {
    const before = enrollment.actor.getSnapshot()
    const refusal = enrollment.refusal(command)
    if (refusal === null && (command.type === 'code.submitted' || command.type === 'photo.submitted'))
      submitted += 1
    enrollment.tell(command)
    if (refusal !== null && refusal !== 'tokenExpired')
      assert.is(enrollment.actor.getSnapshot(), before, 'a refused command changes nothing')
  }

  const act = (action: Action) => {
    switch (action._tag) {
      case 'command':
        return tell(action.command)
      case 'submit': {
        const { factorType, challenge } = enrollment.context()
        const generation = (challenge?.generation ?? 0) - (action.isStale ? 1 : 0)
        return tell({ ...submitFor[factorType ?? 'OTP'], generation })
      }
      case 'answer': {
        const open = enrollment.calls.filter((call) => call.isOpen())
        const questions = host.open()
        const pick = action.pick % (open.length + questions.length)
        questions[pick]?.answer(action.reply)
        const call = open[pick - questions.length]
        if (call === undefined) return
        const now = enrollment.now()
        if (call.name === 'sendEnrollFactorRequest') windows.noteAnswer(call, action.reply, now)
        const cannotBeFound = given.replacesInPlace || enrollment.context().before === null
        if (enrollment.state() === 'binding')
          if (call.name === 'enrollFactor' ? cannotBeFound : action.reply._tag !== 'success')
            account.noteBlindLook()
        return account.answer(call, action.reply, action.commits, now)
      }
      case 'tick':
        return enrollment.clock.increment(action.ms)
      case 'jump':
        return enrollment.jump(action.ms)
      case 'restart': {
        const { record, secrets } = recordOf(enrollment.actor.getSnapshot())
        const state = enrollment.state()
        const at = enrollment.now() + action.downFor
        enrollment.actor.stop()
        const json: unknown = JSON.parse(JSON.stringify(record))
        const snapshot = snapshotOf(json, action.keepsSecrets ? secrets : null, enrollmentId)
        if (state === 'binding') account.loseBind(action.commits)
        const lost = enrollment
          .named('sendEnrollFactorRequest')
          .find(({ attemptId }) => attemptId === `${enrollmentId}:${record.seq}`)
        if (state === 'requesting' && lost !== undefined) windows.noteLost(lost, at)
        enrollment = started({ ...options, snapshot, at })
        watch(enrollment, true)
        return enrollment.actor.send({ type: 'enrollment.restored', at, sendAgainAt: at + 60_000 })
      }
    }
  }

  for (const action of actions) {
    act(action)
    await flushed()
    for (const call of enrollment.calls.slice(seen)) checkCall(call)
    seen = enrollment.calls.length
    checkState()
  }
}
