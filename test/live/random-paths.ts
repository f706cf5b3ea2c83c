import fc from 'fast-check'
import * as t from 'io-ts'
import type { CommandInput } from '../../src/index.ts'
import {
  bare,
  choose,
  chooseOtherPhone,
  enrolled,
  submitCode,
  submitFor,
  submitPhoto,
} from '../machines/examples.ts'
import {
  bound,
  issued,
  later,
  listed,
  otpIssued,
  refused,
  timedOut,
  wrongCode,
  type Call,
} from '../machines/scripted-service.ts'
import { flushed, live, type Live } from './live-enrollment.ts'

/** What a person, a server and a clock may do to an enrollment, one thing after the other. */
type Step =
  | { readonly does: 'send'; readonly command: CommandInput }
  | { readonly does: 'answer'; readonly which: number }
  | { readonly does: 'pass' | 'jump'; readonly ms: number }

const bares = (
  ['code.resend', 'enrollment.renewed', 'enrollment.restarted', 'recoveryCode.saved'] as const
).map(bare)

const command = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<CommandInput>(...Object.values(choose), chooseOtherPhone) },
  { weight: 4, arbitrary: fc.constantFrom<CommandInput>(submitCode, submitPhoto) },
  { weight: 3, arbitrary: fc.constantFrom<CommandInput>(...bares) },
  { weight: 1, arbitrary: fc.constant<CommandInput>(bare('enrollment.cancelled')) },
)

const span = fc.oneof(
  fc.constantFrom(1, 999, 1_000, 4_999, 5_000, 20_000, 39_999, 40_000, 40_001, 59_999, 60_000, 60_001),
  fc.integer({ min: 1, max: 90_000 }),
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: command.map((given) => ({ does: 'send' as const, command: given })) },
  { weight: 5, arbitrary: fc.nat({ max: 11 }).map((which) => ({ does: 'answer' as const, which })) },
  { weight: 2, arbitrary: span.map((ms) => ({ does: 'pass' as const, ms })) },
  { weight: 1, arbitrary: span.map((ms) => ({ does: 'jump' as const, ms })) },
  { weight: 1, arbitrary: span.map((ms) => ({ does: 'jump' as const, ms: -ms })) },
)

const factorType = fc.constantFrom('OTP', 'SMS', 'EMAIL', 'FACE')
const success = { does: 'answer', which: 11 } as const
const noAnswer = { does: 'answer', which: 0 } as const

/** Some way into the story, so that short paths lead far as well. */
const beginning: fc.Arbitrary<readonly Step[]> = fc
  .tuple(factorType, fc.nat({ max: 5 }))
  .map(([chosen, length]) =>
    [
      { does: 'send', command: choose[chosen] } as const,
      success,
      { does: 'send', command: submitFor[chosen] } as const,
      length === 4 ? noAnswer : success,
    ].slice(0, length),
  )

export const path: fc.Arbitrary<readonly Step[]> = fc
  .tuple(beginning, fc.array(step, { maxLength: 12 }))
  .map(([first, then]) => [...first, ...then])
export const moment = span

const Asked = t.type({ factorType: t.string })

const failures = [
  timedOut,
  refused({ _tag: 'throttled', requestId: 'req-1' }),
  refused({ _tag: 'unreachable', mayHaveArrived: false }),
  refused({ _tag: 'forbidden' }),
  refused({ _tag: 'tokenExpired' }),
  wrongCode,
  refused({ _tag: 'alreadyBound' }),
]

/** Success more often than any failure, or no path gets far. */
const answerTo = ({ name, sent }: Call, which: number) => {
  const failure = failures[which]
  if (failure !== undefined && name !== 'listEnrolledFactors') return failure
  if (name === 'enrollFactor') return bound
  if (name === 'listEnrolledFactors')
    return which === 0
      ? timedOut
      : which === 1
        ? listed(enrolled('SMS', 'new'), enrolled('OTP', 'new'))
        : listed()
  return Asked.is(sent) && sent.factorType === 'OTP' ? otpIssued() : issued()
}

/** Walks a path. `onStep` sees the enrollment after each step. */
export const walk = async (
  steps: readonly Step[],
  onStep: (walked: Live) => void = () => undefined,
): Promise<Live> => {
  const script = {
    sendEnrollFactorRequest: [later],
    enrollFactor: [later],
    listEnrolledFactors: [later],
  }
  const walked = live({ script })
  for (const one of steps) {
    if (one.does === 'send') walked.enrollment.send(one.command)
    if (one.does === 'answer')
      for (const call of walked.calls.filter((made) => made.isOpen())) call.answer(answerTo(call, one.which))
    if (one.does === 'pass') walked.clock.advance(one.ms)
    if (one.does === 'jump') walked.clock.jump(one.ms)
    await flushed()
    onStep(walked)
  }
  return walked
}
