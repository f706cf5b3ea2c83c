import * as fc from 'fast-check'
import type { CommandInput, ServiceError } from '../../machines/index.ts'
import {
  bare,
  bareCommands,
  choose,
  chooseOtherPhone,
  start,
  submitCode,
  submitLink,
  submitPhoto,
} from './examples.ts'

/** What may happen to a running enrollment: the person, the server, the clock and the process act at random. */
export type Action =
  | { readonly _tag: 'command'; readonly command: CommandInput }
  /** A code or photo for the token as the view showed it, or for one before it. */
  | { readonly _tag: 'submit'; readonly isStale: boolean }
  | { readonly _tag: 'answer'; readonly pick: number; readonly reply: Reply; readonly commits: boolean }
  | { readonly _tag: 'tick'; readonly ms: number }
  | { readonly _tag: 'jump'; readonly ms: number }
  | {
      readonly _tag: 'restart'
      readonly keepsSecrets: boolean
      readonly downFor: number
      readonly commits: boolean
    }

export type Reply =
  | { readonly _tag: 'success' }
  | { readonly _tag: 'failure'; readonly error: ServiceError }
  | { readonly _tag: 'throttled'; readonly after: number | null }
  | { readonly _tag: 'lie'; readonly value: unknown }
  | { readonly _tag: 'throw' }

const commands: readonly CommandInput[] = [
  choose.OTP,
  choose.SMS,
  chooseOtherPhone,
  choose.EMAIL,
  choose.FACE,
  submitCode,
  submitPhoto,
  submitLink,
  ...bareCommands,
]

const errors: readonly ServiceError[] = [
  { _tag: 'wrongCode', statusCode: 403, apiCode: 2_017 },
  { _tag: 'wrongCode', serverTime: start },
  { _tag: 'tokenExpired' },
  { _tag: 'unauthorized', statusCode: 401 },
  { _tag: 'forbidden' },
  { _tag: 'alreadyBound' },
  { _tag: 'invalidInput', field: null },
  { _tag: 'photoRejected' },
  { _tag: 'preconditionMissing' },
  { _tag: 'unsupported' },
  { _tag: 'notFound' },
  { _tag: 'unreachable', mayHaveArrived: true },
  { _tag: 'unreachable', mayHaveArrived: false },
  { _tag: 'timedOut' },
  { _tag: 'invalidResponse', paths: ['data'] },
  { _tag: 'serverFault', statusCode: 502 },
]
const doubtful = errors.filter(({ _tag }) => _tag === 'timedOut' || _tag === 'serverFault')

const lies: readonly unknown[] = [
  undefined,
  null,
  'ok',
  {},
  { bound: false },
  { enrollmentToken: '' },
  { enrollmentToken: 7, otpData: { qrCodeUri: 'javascript:alert(1)', recoveryCode: 'x' } },
  [{ factorId: 1 }],
]

const reply: fc.Arbitrary<Reply> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Reply>({ _tag: 'success' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...doubtful).map((error): Reply => ({ _tag: 'failure', error })),
  },
  { weight: 3, arbitrary: fc.constantFrom(...errors).map((error): Reply => ({ _tag: 'failure', error })) },
  {
    weight: 1,
    arbitrary: fc
      .option(fc.integer({ min: -10_000, max: 7_200_000 }))
      .map((after): Reply => ({ _tag: 'throttled', after })),
  },
  { weight: 1, arbitrary: fc.constantFrom(...lies).map((value): Reply => ({ _tag: 'lie', value })) },
  { weight: 1, arbitrary: fc.constant<Reply>({ _tag: 'throw' }) },
)

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.constantFrom(...commands).map((command): Action => ({ _tag: 'command', command })),
  },
  {
    weight: 14,
    arbitrary: fc
      .integer({ min: 0, max: 5 })
      .map((chance): Action => ({ _tag: 'submit', isStale: chance === 0 })),
  },
  {
    weight: 40,
    arbitrary: fc
      .record({ pick: fc.nat(3), reply, commits: fc.boolean() })
      .map((answer): Action => ({ _tag: 'answer', ...answer })),
  },
  {
    weight: 10,
    arbitrary: fc
      .oneof(fc.constantFrom(0, 1_000, 3_000, 4_000, 59_999, 60_000), fc.integer({ min: 0, max: 70_000 }))
      .map((ms): Action => ({ _tag: 'tick', ms })),
  },
  {
    weight: 1,
    arbitrary: fc
      .oneof(fc.constantFrom(-3_600_000, -60_000, -1, 60_000), fc.integer({ min: -120_000, max: 120_000 }))
      .map((ms): Action => ({ _tag: 'jump', ms })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        keepsSecrets: fc.boolean(),
        downFor: fc.integer({ min: -5_000, max: 70_000 }),
        commits: fc.boolean(),
      })
      .map((restart): Action => ({ _tag: 'restart', ...restart })),
  },
  { weight: 1, arbitrary: fc.constant<Action>({ _tag: 'command', command: bare('enrollment.cancelled') }) },
)

const choice = fc.constantFrom<CommandInput>(choose.OTP, choose.OTP, choose.SMS, choose.EMAIL, choose.FACE)
const answered: Action = { _tag: 'answer', pick: 0, reply: { _tag: 'success' }, commits: false }

/** How it begins: without these, few random runs would come as far as a bind. */
const beginning: fc.Arbitrary<readonly Action[]> = fc
  .record({ command: choice, length: fc.integer({ min: 0, max: 6 }) })
  .map(({ command, length }): readonly Action[] => {
    const story: readonly Action[] = [
      { _tag: 'command', command },
      // The host if it is asked first, the list and the request; one more than there is changes nothing.
      answered,
      answered,
      answered,
      { _tag: 'submit', isStale: false },
      answered,
    ]
    return story.slice(0, length)
  })

export const actions: fc.Arbitrary<readonly Action[]> = fc
  .tuple(beginning, fc.array(action, { maxLength: 60, size: 'max' }))
  .map((parts) => parts.flat())

export const account: fc.Arbitrary<Account> = fc.record({
  hasOld: fc.boolean(),
  replacesInPlace: fc.boolean(),
  asksFirst: fc.boolean(),
  allowsLinks: fc.boolean(),
})

/** What the server and the host are like. */
export interface Account {
  /** The account had factors before. */
  readonly hasOld: boolean
  /** The id is kept when a factor is bound anew. */
  readonly replacesInPlace: boolean
  /** The host is asked before each request whether it may go out. */
  readonly asksFirst: boolean
  /** Photos may lie elsewhere. */
  readonly allowsLinks: boolean
}
