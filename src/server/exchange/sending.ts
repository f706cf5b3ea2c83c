import { targetOf, type Choice, type Command } from '../../../machines/index.ts'
import { isStorableId } from '../../durable/index.ts'
import { callingCodeOf } from '../limits/calling-code.ts'
import type { Spending } from '../limits/limits.ts'
import { problem, type Problem } from '../problem/problem.ts'
import type { CallerExchange } from './exchange.ts'
import type { Settings } from './settings.ts'
import { spend } from './spend.ts'

const messageSpendings = (choice: Choice): readonly Spending[] => {
  const target = targetOf(choice)
  if (target === null) return []
  const country: readonly Spending[] =
    choice.factorType === 'SMS' ? [{ limit: 'country', key: callingCodeOf(target) ?? 'unknown' }] : []
  return [
    { limit: 'target', key: `${choice.factorType} ${target}` },
    ...country,
    { limit: 'day', key: 'all' },
  ]
}

const spendingsOf = (choice: Choice, subject: string, remoteAddress: string | null): readonly Spending[] => [
  { limit: 'subject', key: subject },
  { limit: 'subjectDay', key: subject },
  ...(remoteAddress === null ? [] : [{ limit: 'address', key: remoteAddress } as const]),
  ...messageSpendings(choice),
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

/** Null if the caller may have a code sent for this choice, or a token; then one of each limit is spent. */
export const notToBeSent = async (
  choice: Choice,
  { caller, remoteAddress }: CallerExchange,
  settings: Settings,
): Promise<Problem | null> => {
  const { subject } = caller
  const { allowTarget } = settings
  if (allowTarget !== undefined && (await allowTarget({ ...choice, subject })) !== true)
    return problem('target-not-allowed', { reason: 'targetNotAllowed' })
  return spend(spendingsOf(choice, subject, remoteAddress), settings)
}
