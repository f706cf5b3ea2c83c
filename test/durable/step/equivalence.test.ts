import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { recordOf, redact, reveal, stateOf, type EnrollmentState } from '../../../machines/index.ts'
import { createEnrollment, type Enrollment } from '../../../src/index.ts'
import { flushed, testClock } from '../../live/live-enrollment.ts'
import { enrollmentId, submitFor } from '../../machines/examples.ts'
import { hostQuestions } from '../../machines/host-questions.ts'
import { account, actions, type Account, type Action, type Reply } from '../../machines/random-actions.ts'
import { later, scripted, type Call, type ScriptedService } from '../../machines/scripted-service.ts'
import { simulatedAccount } from '../../machines/simulated-account.ts'
import { stepHost } from './step-host.ts'

const equivalence = suite('step and the live host')

const asked = (scriptedService: ScriptedService) =>
  scriptedService.calls.map(({ name, attemptId, sent, at, isOpen, signal }) => ({
    name,
    attemptId,
    sent,
    at,
    isOpen: isOpen(),
    isAborted: isOpen() && signal.aborted,
  }))

const allLater = () =>
  scripted({ sendEnrollFactorRequest: [later], enrollFactor: [later], listEnrolledFactors: [later] })

const visited = new Map<EnrollmentState, number>()
let comparisons = 0

/** The same history through both, on one clock, each with a service and a host of its own that are told the same. */
const bothThrough = async (given: Account, happening: readonly Action[]) => {
  const clock = testClock()
  const [ofLive, ofStep] = [allLater(), allLater()]
  for (const service of [ofLive, ofStep]) service.stampWith(() => clock.now())
  const [askedLive, askedStep] = [hostQuestions(() => clock.now()), hostQuestions(() => clock.now())]
  const optionsFor = (host: ReturnType<typeof hostQuestions>) => ({
    externalPhotos: given.allowsLinks,
    ...(given.asksFirst && { beforeEnrollment: host.beforeEnrollment }),
  })
  const create = (more: object = {}): Enrollment =>
    createEnrollment({ ...optionsFor(askedLive), enrollmentId, service: ofLive.service, clock, ...more })
  let live = create()
  const stepping = stepHost({ ...optionsFor(askedStep), enrollmentId, clock, scriptedService: ofStep })
  const truth = simulatedAccount(given)
  let seen = 0

  const persisted = async () => {
    let clear = ''
    const { sealed: _, ...record } = await live.persist({
      seal: (secrets) => {
        clear = reveal(secrets)
        return ''
      },
    })
    return { record, clear }
  }

  const same = async () => {
    const { record: mine, secrets } = recordOf(stepping.record())
    const { sealed: _, ...record } = mine
    assert.equal({ record, clear: reveal(secrets) }, await persisted())
    assert.equal(asked(ofStep), asked(ofLive))
    const state = stateOf(stepping.record())
    visited.set(state, (visited.get(state) ?? 0) + 1)
    comparisons += 1
  }

  const answerBoth = (call: Call, reply: Reply, commits: boolean) => {
    const twin = ofStep.calls[ofLive.calls.indexOf(call)]
    if (twin === undefined) throw new Error(`step made no ${call.name}`)
    const both: Call = {
      ...call,
      answer: (answer) => {
        call.answer(answer)
        twin.answer(answer)
      },
      throwAway: (cause) => {
        call.throwAway(cause)
        twin.throwAway(cause)
      },
    }
    truth.answer(both, reply, commits, clock.now())
  }

  const sendBoth = (command: Parameters<typeof live.send>[0]) =>
    assert.equal(stepping.send(command), live.send(command))

  const restart = async ({ keepsSecrets, downFor }: Extract<Action, { _tag: 'restart' }>) => {
    const { record, clear } = await persisted()
    live.stop()
    stepping.restart(keepsSecrets, Math.abs(downFor))
    live = create({
      record: { ...record, sealed: null },
      ...(keepsSecrets && { secrets: redact(clear) }),
    })
    stepping.resume()
  }

  const act = (action: Action): unknown => {
    switch (action._tag) {
      case 'command':
        return sendBoth(action.command)
      case 'submit': {
        const { factorType, challenge } = stepping.record().context
        const generation = (challenge?.generation ?? 0) - (action.isStale ? 1 : 0)
        return sendBoth({ ...submitFor[factorType ?? 'OTP'], generation })
      }
      case 'answer': {
        const open = ofLive.calls.filter((call) => call.isOpen())
        const [questions, twins] = [askedLive.open(), askedStep.open()]
        assert.is(twins.length, questions.length)
        const pick = action.pick % (open.length + questions.length)
        questions[pick]?.answer(action.reply)
        twins[pick]?.answer(action.reply)
        const call = open[pick - questions.length]
        return call && answerBoth(call, action.reply, action.commits)
      }
      case 'tick':
        return clock.advance(action.ms)
      case 'jump':
        // Backwards they differ on purpose: step asks the clock, and lets a token live that still does.
        return clock.jump(Math.abs(action.ms))
      case 'restart':
        return restart(action)
    }
  }

  for (const action of happening) {
    await act(action)
    await flushed()
    for (const call of ofLive.calls.slice(seen))
      if (call.name === 'sendEnrollFactorRequest') truth.noteRequest(call)
    seen = ofLive.calls.length
    await same()
  }
  for (const { effects, timers } of stepping.steps) assert.ok(effects.length + timers.length <= 1)
  live.stop()
}

equivalence(
  'come through the same histories to the same states, contexts, outputs and requests',
  async () => {
    await fc.assert(fc.asyncProperty(account, actions, bothThrough), { numRuns: 400 })
  },
)

equivalence('were compared in every state, thousands of times', () => {
  assert.is(visited.size, 10, JSON.stringify([...visited]))
  assert.ok(comparisons > 4_000, String(comparisons))
})

equivalence.run()
