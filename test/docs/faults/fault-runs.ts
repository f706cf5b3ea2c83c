import * as E from '#fp-ts/Either'
import type { TaskEither } from '#fp-ts/TaskEither'
import type { FactorDirectory, ServiceError } from '../../../machines/index.ts'
import { createFactorDirectory, createGenAuthService, createPhotoUpload } from '../../../src/genauth/index.ts'
import { createEnrollment, settledView, type EnrollmentClock } from '../../../src/live/index.ts'
import { property } from '../../../src/genauth/property.ts'
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/index.ts'
import { en, messageText, type EnrollmentView } from '../../../src/view/index.ts'
import { colourfulJpeg } from '../../machines/photo/made-jpeg.ts'
import type { Scenario } from './fault-scenarios.ts'

/** How long a client of the table waits for what never comes, ms. */
export const timeoutMs = 1_000

// For what does come a busy machine may need more.
const patienceMs = 60_000

const neverEnds = ({ fault: { kind } }: Scenario): boolean =>
  kind === 'hang' || kind === 'hangInBody' || kind === 'slowDrip'

/** What one fault led to. */
export interface Outcome {
  /** The state of the enrollment, or `ok` / `failed` for a call of the directory. */
  readonly state: string
  readonly error: string | null
  /** What the person reads. */
  readonly text: string | null
  /** What the server has afterwards. */
  readonly factorsBound: number
  readonly messagesSent: number
}

/** The pauses of a reconciliation pass at once; a minute never does. */
const hurriedClock = (): EnrollmentClock => {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    setTimeout: (run, ms) => {
      if (ms > 10_000) return undefined
      return setTimeout(() => {
        ahead += ms
        run()
      }, 1)
    },
    clearTimeout: (timer: NodeJS.Timeout | undefined) => clearTimeout(timer),
  }
}

const connect = ({ url, sandbox }: RunningSandbox, limit: number) => ({
  host: url,
  appId: sandbox.appId,
  timeoutMs: limit,
  getAccessToken: async () => sandbox.accessToken,
})

const withSandbox = async <A>(run: (running: RunningSandbox) => Promise<A>): Promise<A> => {
  const running = await startSandbox({ port: 0 })
  try {
    return await run(running)
  } finally {
    await running.close()
  }
}

/** Until new connections are refused: one kept alive from before would be reset, and that is another fault. */
const isRefused = async (url: string): Promise<void> => {
  const code = await fetch(url).then(
    () => null,
    (error: unknown) => property(property(error, 'cause'), 'code'),
  )
  if (code !== 'ECONNREFUSED') await isRefused(url)
}

const factorsOf = ({ sandbox }: RunningSandbox): number => sandbox.factors().length

const outcomeOf = (view: EnrollmentView, running: RunningSandbox): Outcome => ({
  state: view.state,
  error: view.error,
  text: messageText(en, view.problem ?? view.message),
  factorsBound: factorsOf(running),
  messagesSent: running.sandbox.outbox.length,
})

type Phase = 'sendEnrollFactorRequest' | 'enrollFactor' | 'listEnrolledFactors'

/**
 * An SMS enrollment with the right code that meets the fault once: at its request, at its bind, or at each
 * look at the list after a bind whose reply was lost.
 */
export const enrollmentUnder = (scenario: Scenario, phase: Phase): Promise<Outcome> =>
  withSandbox(async (running) => {
    const { fault } = scenario
    const { sandbox } = running
    const patient = createGenAuthService(connect(running, patienceMs))
    const hurried = createGenAuthService(connect(running, timeoutMs))
    const enrollment = createEnrollment({
      service: neverEnds(scenario) ? { ...patient, [phase]: hurried[phase] } : patient,
      clock: hurriedClock(),
    })
    const meet = async (): Promise<void> => {
      if (fault.kind === 'refused') {
        sandbox.faults.add({ ...fault, endpoint: '*' })
        await isRefused(running.url)
      } else if (phase === 'listEnrolledFactors') sandbox.faults.add({ ...fault, endpoint: phase })
      else sandbox.faults.add({ ...fault, endpoint: phase, times: 1 })
    }
    try {
      if (phase === 'sendEnrollFactorRequest') await meet()
      enrollment.send({
        type: 'factor.chosen',
        factorType: 'SMS',
        profile: { phoneNumber: '18800000000', phoneCountryCode: '+86' },
      })
      const asked = await settledView(enrollment)
      if (phase === 'sendEnrollFactorRequest' || asked.state !== 'awaitingCode')
        return outcomeOf(asked, running)
      const submit = () =>
        enrollment.send({ type: 'code.submitted', passCode: sandbox.outbox.at(-1)?.code ?? '' })
      if (phase === 'listEnrolledFactors') {
        sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
        submit()
        // The bind has to arrive before the server is gone.
        while (sandbox.factors().length === 0) await new Promise(setImmediate)
        await meet()
      } else {
        await meet()
        submit()
      }
      return outcomeOf(await settledView(enrollment), running)
    } finally {
      enrollment.stop()
    }
  })

type DirectoryCall = 'listEnrolledFactors' | 'getFactor' | 'listFactorsToEnroll' | 'resetFactor'

const callOf = (
  directory: FactorDirectory,
  call: DirectoryCall,
  factorId: string,
): TaskEither<ServiceError, unknown> => {
  switch (call) {
    case 'getFactor':
    case 'resetFactor':
      return directory[call](factorId)
    case 'listEnrolledFactors':
    case 'listFactorsToEnroll':
      return directory[call]()
  }
}

/** Binds a phone without HTTP, so that there is something to list, get and reset. */
const bindPhone = async ({ sandbox }: RunningSandbox): Promise<string> => {
  const enrollment = createEnrollment({ service: sandbox.service(), clock: hurriedClock() })
  enrollment.send({ type: 'factor.chosen', factorType: 'SMS', profile: { phoneNumber: '18800000000' } })
  await settledView(enrollment)
  enrollment.send({ type: 'code.submitted', passCode: sandbox.outbox.at(-1)?.code ?? '' })
  await settledView(enrollment)
  enrollment.stop()
  return sandbox.factors()[0]?.factorId ?? ''
}

const named = (error: ServiceError): string =>
  error._tag === 'unreachable' && !error.mayHaveArrived ? 'unreachable, not sent' : error._tag

/** One call of the directory that meets the fault. */
export const directoryUnder = (scenario: Scenario, call: DirectoryCall): Promise<Outcome> =>
  withSandbox(async (running) => {
    const { fault } = scenario
    const factorId = await bindPhone(running)
    const directory = createFactorDirectory(connect(running, neverEnds(scenario) ? timeoutMs : patienceMs))
    if (fault.kind === 'refused') {
      running.sandbox.faults.add({ ...fault, endpoint: '*' })
      await isRefused(running.url)
    } else running.sandbox.faults.add({ ...fault, endpoint: call })
    const answer = await callOf(directory, call, factorId)()
    return {
      state: E.isRight(answer) ? 'ok' : 'failed',
      error: E.isLeft(answer) ? named(answer.left) : null,
      text: null,
      factorsBound: factorsOf(running),
      messagesSent: running.sandbox.outbox.length,
    }
  })

/** The upload of a photo that meets the fault. */
export const uploadUnder = (scenario: Scenario): Promise<Outcome> =>
  withSandbox(async (running) => {
    const { fault } = scenario
    const limit = neverEnds(scenario) ? timeoutMs : patienceMs
    const upload = createPhotoUpload({ ...connect(running, limit), uploadTimeoutMs: limit })
    if (fault.kind === 'refused') {
      running.sandbox.faults.add({ ...fault, endpoint: '*' })
      await isRefused(running.url)
    } else running.sandbox.faults.add({ ...fault, endpoint: 'upload' })
    const answer = await upload(colourfulJpeg(64, 64))()
    return {
      state: E.isRight(answer) ? 'ok' : 'failed',
      error: E.isLeft(answer) ? named(answer.left) : null,
      text: null,
      factorsBound: factorsOf(running),
      messagesSent: running.sandbox.outbox.length,
    }
  })
