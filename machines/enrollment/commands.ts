import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { Choice } from './factor.ts'
import { PassCode } from './passcode.ts'
import { plainCopy } from './plain-copy.ts'
import { redacted } from './redacted.ts'
import type { Redacted } from './redacted.ts'

const generation = { generation: t.number }

const PhotoKey = new t.Type<string>(
  'PhotoKey',
  (input): input is string => typeof input === 'string' && input.length > 0 && input.length <= 2_048,
  (input, context) =>
    typeof input === 'string' && input.trim() !== '' && input.length <= 2_048
      ? t.success(input.trim())
      : t.failure(input, context),
  t.identity,
)

const CodeSubmitted = t.readonly(
  t.exact(
    t.intersection([
      t.type({ type: t.literal('code.submitted'), passCode: redacted(PassCode) }),
      t.partial(generation),
    ]),
  ),
)

const PhotoSubmitted = t.readonly(
  t.exact(
    t.intersection([
      t.type({ type: t.literal('photo.submitted'), photo: redacted(PhotoKey), isExternalPhoto: t.boolean }),
      t.partial(generation),
    ]),
  ),
)

const bare = <T extends string>(type: T) => t.readonly(t.exact(t.type({ type: t.literal(type) })))

/** A factor and its profile were chosen. */
export type FactorChosen = { readonly type: 'factor.chosen' } & Choice

const FactorChosen = new t.Type<FactorChosen, unknown>(
  'FactorChosen',
  (input): input is FactorChosen =>
    t.type({ type: t.literal('factor.chosen') }).is(input) && Choice.is(input),
  (input, context) => {
    if (!t.type({ type: t.literal('factor.chosen'), factorType: t.string }).is(input))
      return t.failure(input, context)
    // Servers tolerate an absent profile for OTP and FACE, and so do we.
    const chosen = Choice.validate('profile' in input ? input : { ...input, profile: {} }, context)
    return E.isLeft(chosen) ? chosen : t.success({ type: 'factor.chosen', ...chosen.right })
  },
  (event) => ({ type: event.type, ...Choice.encode(event) }),
)

/**
 * What a person, or a host for them, may tell the machine: the events that may come from outside.
 *
 * `generation` says which token a code is meant for, as the view showed it; a stale one is refused, so
 * an old tab's code never spends the new token's attempt.
 */
export const Command = t.union(
  [
    FactorChosen,
    CodeSubmitted,
    PhotoSubmitted,
    bare('code.resend'),
    bare('enrollment.renewed'),
    bare('enrollment.restarted'),
    bare('enrollment.cancelled'),
    bare('recoveryCode.saved'),
  ],
  'Command',
)
export type Command = t.TypeOf<typeof Command>
export type CommandType = Command['type']

type Clear<A> = A extends Redacted<infer B> ? B | Redacted<B> : A
type Cleared<C> = C extends unknown ? { readonly [K in keyof C]: Clear<C[K]> } : never

/** A command as people write it: contact data and codes may be clear or already `Redacted`. */
export type CommandInput =
  | Cleared<Command>
  | { readonly type: 'factor.chosen'; readonly factorType: 'OTP' | 'FACE' }

/** Why something from outside is no command. */
export type CommandProblem = 'notACommand' | 'invalidProfile' | 'invalidCode' | 'invalidPhoto'

const problems: Readonly<Record<string, CommandProblem>> = {
  'factor.chosen': 'invalidProfile',
  'code.submitted': 'invalidCode',
  'photo.submitted': 'invalidPhoto',
}

/**
 * Decodes whatever came from outside: a request body, a line of input, an inspector's event. XState's
 * own events (`xstate.*`, `done.*`, `error.*`) are not commands, so a forged answer cannot pass.
 *
 * @example
 * decodeCommand({ type: 'code.submitted', passCode: '123 456' }) // Right, code normalised and redacted
 * decodeCommand({ type: 'xstate.done.actor.enrollFactor' })      // Left('notACommand')
 */
export const decodeCommand = (input: unknown): E.Either<CommandProblem, Command> => {
  const copy = plainCopy(input)
  const decoded = Command.decode(copy)
  if (E.isRight(decoded)) return decoded
  const type = t.type({ type: t.string }).is(copy) ? copy.type : ''
  return E.left(Object.hasOwn(problems, type) ? (problems[type] ?? 'notACommand') : 'notACommand')
}
