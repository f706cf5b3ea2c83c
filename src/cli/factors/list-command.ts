import { pipe } from '#fp-ts/function'
import * as TE from '#fp-ts/TaskEither'
import { plainText } from '../../view/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { factors } from '../commands/factors.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { langOfArguments } from '../lang.ts'
import type { Streams } from '../streams.ts'
import { textsFor } from '../texts/texts.ts'
import { withAccount } from './account.ts'
import { reading } from './reading.ts'
import { shownFactorOf } from './shown-factor.ts'

/** `mfa-enroll factors` */
export const listCommand = (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const texts = textsFor(langOfArguments(args, streams.env))
  const { values } = parseCommandArguments(factors, args, texts)
  return withAccount(values, streams, texts, (account) => {
    const { directory, say, show, tellProgram } = account
    return reading(
      account,
      (options) =>
        pipe(
          directory.listEnrolledFactors(options),
          TE.bindTo('enrolled'),
          TE.bind('toEnroll', () => directory.listFactorsToEnroll(options)),
        ),
      async ({ enrolled, toEnroll }) => {
        const shown = enrolled.map(shownFactorOf)
        const types = toEnroll.map(({ factorType }) => plainText(factorType, 40))
        tellProgram({ enrolled: shown, toEnroll: types.map((factorType) => ({ factorType })) })
        if (shown.length === 0) say(texts.factors.none)
        else show(shown)
        say('')
        say(types.length === 0 ? texts.factors.nothingToAdd : texts.factors.mayAdd(types.join(', ')))
        return exitCode.done
      },
    )
  })
}
