import * as fc from 'fast-check'
import { URI, TOTP } from 'otpauth'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createActor, SimulatedClock } from 'xstate'
import { provideService, reveal, stateOf, type EnrollmentState } from '../../machines/index.ts'
import {
  InspectionFrame,
  encodeFrame,
  encodeHeader,
  inspectEnrollment,
  readRecording,
} from '../../src/inspect/index.ts'
import { createSandbox, type Fault } from '../../src/sandbox/index.ts'
import { account, actions } from '../machines/random-actions.ts'
import { randomRun, type Watch } from '../machines/random-run.ts'
import { enrollmentId, start } from '../machines/examples.ts'
import { flushed } from '../machines/started.ts'
import { at, everyFault } from '../sandbox/every-fault.ts'
import { secretTexts, withoutChance } from './secret-texts.ts'

const random = suite('frames of whatever happens')
const visited = new Set<EnrollmentState>()

const faults = Object.values(everyFault).flat()
const endpoints = ['sendEnrollFactorRequest', 'enrollFactor', 'listEnrolledFactors'] as const
const fault: fc.Arbitrary<Fault> = fc
  .tuple(fc.constantFrom(...endpoints), fc.constantFrom(...faults), fc.integer({ min: 1, max: 2 }))
  .map(([endpoint, any, times]) => {
    const placed = at(endpoint, any)
    return placed.kind === 'refused' ? placed : { ...placed, times }
  })

const profiles = {
  OTP: {},
  SMS: { phoneNumber: '18812345678', phoneCountryCode: '+86' },
  EMAIL: { email: 'mina.tan@example.org' },
  FACE: {},
} as const
const factorType = fc.constantFrom('OTP', 'OTP', 'SMS', 'EMAIL', 'FACE')

type Step =
  | 'submit'
  | 'mistype'
  | 'resend'
  | 'renew'
  | 'save'
  | 'restart'
  | 'wait'
  | 'expire'
  | 'leave'
  | Fault
  | { readonly choose: keyof typeof profiles }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>('submit') },
  {
    weight: 8,
    arbitrary: fc.constantFrom<Step>(
      'mistype',
      'resend',
      'renew',
      'save',
      'restart',
      'wait',
      'wait',
      'expire',
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>('leave') },
  { weight: 3, arbitrary: fault },
  { weight: 2, arbitrary: factorType.map((choose): Step => ({ choose })) },
)

/** Enrolls in a sandbox, by commands of the inspector alone. Gives what was shown, and what must not have been. */
const enrolled = async (first: keyof typeof profiles, steps: readonly Step[]) => {
  const clock = new SimulatedClock()
  clock.set(start)
  const sandbox = createSandbox({ clock })
  const secrets = secretTexts()
  secrets.texts.add(sandbox.accessToken)
  const lines: string[] = []
  const inspection = inspectEnrollment({
    now: () => clock.now(),
    onFrame: (frame) => lines.push(encodeFrame(frame)),
  })
  const values: unknown[] = []
  const machine = provideService(sandbox.service(sandbox.accessToken), {
    now: () => clock.now(),
    onDefect: () => undefined,
  })
  const actor = createActor(machine, {
    input: { enrollmentId },
    clock,
    inspect: (event) => {
      secrets.look(event)
      if (event.type === '@xstate.snapshot' && event.actorRef === actor) {
        values.push(actor.getSnapshot().value)
        visited.add(stateOf(actor.getSnapshot()))
      }
      inspection.inspect(event)
    },
  })
  actor.start()

  const passCode = (): string => {
    const otp = actor.getSnapshot().context.challenge?.otp
    const totp = otp ? URI.parse(reveal(otp.uri)) : null
    const sent = sandbox.outbox.at(-1)?.code ?? '493827'
    return totp instanceof TOTP ? totp.generate({ timestamp: clock.now() }) : sent
  }
  const submitted = (code: string) =>
    actor.getSnapshot().context.factorType === 'FACE'
      ? { type: 'photo.submitted', photo: `photos/${code}-key.jpg`, isExternalPhoto: false }
      : { type: 'code.submitted', passCode: code }

  const take = (next: Step) => {
    const send = (command: unknown) => inspection.send(enrollmentId, command)
    if (typeof next === 'object')
      return 'choose' in next
        ? send({ type: 'factor.chosen', factorType: next.choose, profile: profiles[next.choose] })
        : sandbox.faults.add(next)
    switch (next) {
      case 'submit':
        return send(submitted(passCode()))
      case 'mistype':
        return send(submitted('730519'))
      case 'resend':
        return send({ type: 'code.resend' })
      case 'renew':
        return send({ type: 'enrollment.renewed' })
      case 'save':
        return send({ type: 'recoveryCode.saved' })
      case 'restart':
        return send({ type: 'enrollment.restarted' })
      case 'leave':
        return send({ type: 'enrollment.cancelled' })
      case 'wait':
        return clock.increment(11_000)
      case 'expire':
        return clock.increment(60_000)
    }
  }
  for (const next of [{ choose: first }, ...steps]) {
    take(next)
    for (let turn = 0; turn < 4; turn += 1) await flushed()
  }
  actor.stop()
  return { lines, secrets: secrets.texts, values }
}

const readBack = (lines: readonly string[]) => {
  const recording = readRecording(encodeHeader() + lines.join(''))
  if (recording._tag === 'Left') throw new Error(recording.left.message)
  return recording.right.frames
}

const framesIn = (lines: readonly string[]) =>
  lines.map((line) => {
    const decoded = InspectionFrame.decode(JSON.parse(line))
    if (decoded._tag === 'Left') throw new Error(`This is no frame: ${line}`)
    return decoded.right
  })

let held = 0
random(
  'of a sandbox with all its faults hold no secret, and equal the states of the actor in order',
  async () => {
    await fc.assert(
      fc.asyncProperty(factorType, fc.array(step, { maxLength: 14, size: 'max' }), async (first, steps) => {
        const { lines, secrets, values } = await enrolled(first, steps)
        const frames = framesIn(lines)
        for (const frame of frames) {
          const text = withoutChance(frame)
          for (const secret of secrets) assert.not.ok(text.includes(secret), `${secret} in ${text}`)
          assert.not.ok(text.includes('redacted'), text)
        }
        assert.equal(readBack(lines), frames)
        held = Math.max(held, secrets.size)
        const shown = frames
          .filter(({ type }) => type !== 'enrollment.stopped')
          .map(({ state }) => state.value)
        const isStopped = frames.at(-1)?.state.status === 'stopped'
        assert.equal(isStopped ? [...shown, frames.at(-1)?.state.value] : shown, values)
      }),
      { numRuns: 250 },
    )
  },
)

random('came to every state, and there were secrets to be found', () => {
  assert.is(visited.size, 10, [...visited].join())
  assert.ok(held > 6, `${held}`)
})

random('of services that lie, throw and answer late hold no secret either', async () => {
  const watch: Watch = (enrollment) => {
    const secrets = secretTexts()
    const inspection = inspectEnrollment({
      now: enrollment.now,
      onFrame: (frame) => {
        shown.push(frame)
        secrets.look(enrollment.actor.getSnapshot().context)
        const text = withoutChance(frame)
        for (const secret of secrets.texts) assert.not.ok(text.includes(secret), text)
        assert.equal(InspectionFrame.decode(JSON.parse(JSON.stringify(frame))), {
          _tag: 'Right',
          right: frame,
        })
      },
      onDefect: (cause) => failures.push(cause),
    })
    enrollment.actor.system.inspect(inspection.inspect)
  }
  const failures: unknown[] = []
  const shown: InspectionFrame[] = []
  await fc.assert(
    fc.asyncProperty(account, actions, async (given, happening) => {
      shown.length = 0
      await randomRun(given, happening, new Set(), watch)
      assert.equal(failures, [])
      assert.equal(readBack(shown.map(encodeFrame)), shown)
    }),
    { numRuns: 60 },
  )
})

random.run()
