import { setTimeout } from 'node:timers/promises'
import type { EnrolledFactor } from '../../../machines/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { removeFactor as removeFactorCall } from '../commands/factors.ts'
import { exitCode, exitCodeOfError, type ExitCode } from '../exit-code.ts'
import { langOfArguments } from '../lang.ts'
import type { Streams } from '../streams.ts'
import { textsFor } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'
import { hasTerminal, withAccount, type Account } from './account.ts'
import { confirmQuestion } from './confirm-question.ts'
import { failureLine, tellFailure } from './failure.ts'
import { reading } from './reading.ts'
import { removeFactor, type Removal } from './removal.ts'
import { whyOf } from './reset-failure.ts'
import { findFactor, shownFactorOf, type ShownFactor } from './shown-factor.ts'

const isConfirmed = async ({ terminal, texts }: Account, { factorType }: ShownFactor): Promise<boolean> => {
  let answer = false
  await terminal?.ask(confirmQuestion(factorType, texts.factors, (confirmed) => (answer = confirmed)))
  return answer
}

/** How it ended: in words, on a JSON line and as an exit code. */
const tellRemoval = (account: Account, factor: ShownFactor, removal: Removal): ExitCode => {
  const { texts, say, warn, support, tellProgram } = account
  const { removed, gone, stillThere, removalUnknown } = texts.factors
  switch (removal.outcome) {
    case 'removed':
    case 'gone':
      say(removal.outcome === 'removed' ? removed : gone, 'green')
      tellProgram({ outcome: 'removed', factor })
      return exitCode.done
    case 'refused':
      return tellFailure(account, removal.error)
    default:
      warn(
        (removal.outcome === 'stillThere' ? stillThere : removalUnknown)(whyOf(removal.error, texts.factors)),
      )
      if (removal.error.requestId !== undefined) support(removal.error.requestId)
      tellProgram({ outcome: removal.outcome, factor, ...failureLine(removal.error) })
      return removal.outcome === 'stillThere' ? exitCode.refused : exitCodeOfError('outcomeUnknown')
  }
}

const remove = async (
  account: Account,
  { factorId }: EnrolledFactor,
  shown: ShownFactor,
): Promise<ExitCode> => {
  const { directory, interruption, say, texts } = account
  interruption.onFirst(() => say(texts.factors.waiting))
  say(texts.factors.removing, 'dim')
  const removal = await removeFactor(directory, factorId, {
    wait: (ms) => setTimeout(ms),
    onLooking: () => say(texts.factors.looking, 'dim'),
  })
  return tellRemoval(account, shown, removal)
}

/** `mfa-enroll factors remove` */
export const removeCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const texts = textsFor(langOfArguments(args, streams.env))
  const { values, positionals } = parseCommandArguments(removeFactorCall, args, texts)
  const [id = ''] = positionals
  if (values.yes !== true && !hasTerminal(streams, values)) throw new UsageError(texts.factors.yesMissing)
  return withAccount(values, streams, texts, (account) =>
    reading(
      account,
      (options) => account.directory.listEnrolledFactors(options),
      async (listed) => {
        const factor = findFactor(listed, id)
        if (factor === null) return tellFailure(account, { _tag: 'notFound' })
        const shown = shownFactorOf(factor)
        account.say(texts.factors.toRemove)
        account.show([shown])
        if (listed.length === 1) account.say(texts.factors.isOnly, 'yellow')
        if (values.yes !== true && !(await isConfirmed(account, shown))) {
          account.say(texts.factors.left)
          return exitCode.cancelled
        }
        return remove(account, factor, shown)
      },
    ),
  )
}
