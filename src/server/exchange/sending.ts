import * as E from '#fp-ts/Either'
import { targetOf, type Choice, type Command } from '../../../machines/index.ts'
import { isStorableId, type Answered } from '../../durable/index.ts'
import { callingCodeOf } from '../limits/calling-code.ts'
import { countedTargetOf } from '../limits/counted-target.ts'
import { siteOf } from '../limits/network.ts'
import type { Spending } from '../limits/limits.ts'
import { problem, type Problem } from '../problem/problem.ts'
import type { CallerExchange } from './exchange.ts'
import type { Settings } from './settings.ts'
import { spend } from './spend.ts'
import { followUnsent } from './unsent.ts'

const messageSpendings = (choice: Choice, subject: string): readonly Spending[] => {
  const [target, counted] = [targetOf(choice), countedTargetOf(choice)]
  if (target === null || counted === null) return []
  const country: readonly Spending[] =
    choice.factorType === 'SMS' ? [{ limit: 'country', key: callingCodeOf(target) ?? 'unknown' }] : []
  return [
    // The subject's length says where it ends, whatever is in it.
    { limit: 'targetOfSubject', key: `${subject.length} ${subject} ${counted}` },
    { limit: 'target', key: counted },
    ...country,
    { limit: 'day', key: 'all' },
  ]
}

/**
 * An enrollment keeps its own minute between messages. The next one to the same target, begun while the first is held
 * up or left, would not know of it: and what GenAuth then holds back would spend what its owner may receive in a day.
 */
const beginningSpendings = (choice: Choice): readonly Spending[] => {
  const counted = countedTargetOf(choice)
  return counted === null ? [] : [{ limit: 'targetMinute', key: counted }]
}

const addressSpendings = (address: string): readonly Spending[] => [
  { limit: 'address', key: address },
  ...(siteOf(address) === null ? [] : [{ limit: 'network', key: address } as const]),
]

const requestSpendings = (subject: string, remoteAddress: string | null): readonly Spending[] => [
  { limit: 'subject', key: subject },
  { limit: 'subjectDay', key: subject },
  ...(remoteAddress === null ? [] : addressSpendings(remoteAddress)),
]

/** What a command asks a token or message for; null if for none. */
export const choiceIn = async (
  id: string,
  command: Command,
  { engine }: Pick<Settings, 'engine'>,
): Promise<Choice | null> => {
  switch (command.type) {
    case 'factor.chosen': {
      const { type: _, ...choice } = command
      return choice
    }
    case 'code.resend':
    case 'enrollment.renewed':
      return isStorableId(id) ? await engine.choiceOf(id) : null
    default:
      return null
  }
}

/** Leave to have something sent, with one of each limit spent for it. */
export interface Leave {
  /** The command was refused: all of it is given back. */
  readonly giveBack: () => Promise<void>
  /** The command was taken: should it surely send no message, what was spent for that is given back, later. */
  readonly follow: (id: string, answer: Answered) => void
}

const freely: Leave = { giveBack: async () => undefined, follow: () => undefined }

/** Whether the caller may have a code sent for this choice, or a token. A command that asks for neither (null) may be sent freely. */
export const leaveToSend = async (
  choice: Choice | null,
  { caller, remoteAddress }: CallerExchange,
  settings: Settings,
  { begins = false }: { readonly begins?: boolean } = {},
): Promise<E.Either<Problem, Leave>> => {
  if (choice === null) return E.right(freely)
  const { subject } = caller
  const { allowTarget, limits, clock } = settings
  if (allowTarget !== undefined && (await allowTarget({ ...choice, subject })) !== true)
    return E.left(problem('target-not-allowed', { reason: 'targetNotAllowed' }))
  if (limits === false) return E.right(freely)
  const messages = [...(begins ? beginningSpendings(choice) : []), ...messageSpendings(choice, subject)]
  const spendings = [...requestSpendings(subject, remoteAddress), ...messages]
  const refused = await spend(spendings, settings)
  if (refused !== null) return E.left(refused)
  const spentAt = clock.now()
  const giveBack = (some: readonly Spending[]) => limits.giveBack(some, clock.now() - spentAt)
  return E.right({
    giveBack: () => giveBack(spendings),
    // Asking is not free: who asks in vain again and again is still counted by who and where they are.
    follow: (id, answer) => {
      if (messages.length > 0) void followUnsent({ id, answer, giveBack: () => giveBack(messages) }, settings)
    },
  })
}

/** Whether the caller may submit a code or a photo: each is a guess, which the service is asked about. */
export const leaveToSubmit = async (
  { caller }: CallerExchange,
  settings: Settings,
): Promise<E.Either<Problem, Leave>> => {
  const { limits, clock } = settings
  const guess: readonly Spending[] = [{ limit: 'code', key: caller.subject }]
  const refused = await spend(guess, settings)
  if (refused !== null) return E.left(refused)
  if (limits === false) return E.right(freely)
  const spentAt = clock.now()
  return E.right({ ...freely, giveBack: () => limits.giveBack(guess, clock.now() - spentAt) })
}
