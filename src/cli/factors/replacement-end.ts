import { setTimeout } from 'node:timers/promises'
import * as E from '#fp-ts/Either'
import {
  finishReplacement,
  nextOfReplacement,
  type EnrolledFactor,
  type Replacement,
  type ReplacementEnd,
} from '../../../machines/index.ts'
import { exitCode, exitCodeOfError, type ExitCode } from '../exit-code.ts'
import type { Account } from './account.ts'
import { failureLine, warnOf } from './failure.ts'
import { lookForFactor } from './removal.ts'
import { shownFactorOf, type ShownFactor } from './shown-factor.ts'

const endWords = { reset: 'replaced', replacedInPlace: 'replacedInPlace' } as const

/** What the account has now, told whenever a replacement is over, however it ended. */
const tellFactors = async (account: Account): Promise<readonly EnrolledFactor[] | null> => {
  const { directory, say, show, warn, texts } = account
  const listed = await directory.listEnrolledFactors()()
  if (E.isLeft(listed)) {
    warn(texts.factors.listUnknown)
    warnOf(account, listed.left)
    return null
  }
  say(texts.factors.accountHas)
  show(listed.right.map(shownFactorOf))
  return listed.right
}

const shownOrNull = (listed: readonly EnrolledFactor[] | null): readonly ShownFactor[] | null =>
  listed && listed.map(shownFactorOf)

/** The new factor was not bound, or it is not known: nothing is taken off. */
export const endHalfWay = async (
  account: Account,
  replacement: Replacement,
  code: ExitCode,
): Promise<ExitCode> => {
  const { say, tellProgram, texts } = account
  const listed = await tellFactors(account)
  const isNewThere =
    listed !== null && nextOfReplacement(replacement, listed, { isBound: true }) === 'resetOld'
  if (isNewThere) say(texts.factors.bothThere, 'yellow')
  tellProgram({ outcome: isNewThere ? 'notFinished' : 'notReplaced', enrolled: shownOrNull(listed) })
  return code
}

/** Takes the old factor off, now that the new one is bound. */
export const endBound = async (account: Account, replacement: Replacement): Promise<ExitCode> => {
  const { directory, interruption, say, warn, tellProgram, texts } = account
  const words = texts.factors
  interruption.onFirst(() => say(words.waiting))
  const finished = await finishReplacement(directory, replacement, { isBound: true })()

  const tellEnd = async (end: ReplacementEnd): Promise<ExitCode> => {
    if (end === 'notBound') warn(words.newNotListed)
    else say(words[endWords[end]], 'green')
    const enrolled = shownOrNull(await tellFactors(account))
    tellProgram({ outcome: end === 'notBound' ? 'notReplaced' : 'replaced', enrolled })
    return end === 'notBound' ? exitCodeOfError('outcomeUnknown') : exitCode.done
  }
  if (E.isRight(finished)) return tellEnd(finished.right)

  const removal = await lookForFactor(directory, replacement.factorId, finished.left, {
    wait: (ms) => setTimeout(ms),
    onLooking: () => say(words.looking, 'dim'),
  })
  if (removal.outcome === 'gone') return tellEnd('reset')
  warn(removal.outcome === 'unknown' ? words.oldUnknown : words.oldStillThere)
  warnOf(account, finished.left)
  const enrolled = shownOrNull(await tellFactors(account))
  tellProgram({ outcome: 'notFinished', enrolled, ...failureLine(finished.left) })
  return exitCodeOfError(finished.left._tag)
}
