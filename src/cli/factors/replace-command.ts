import {
  FactorType,
  beginReplacement,
  type EnrolledFactor,
  type Replacement,
} from '../../../machines/index.ts'
import { createGenAuthService, createPhotoUpload } from '../../genauth/index.ts'
import { createEnrollment } from '../../live/index.ts'
import { parseCommandArguments } from '../command-arguments.ts'
import { replaceFactor } from '../commands/factors.ts'
import {
  checkKeyIsSeen,
  checkTarget,
  runEnrollment,
  type EnrollmentValues,
} from '../enroll/run-enrollment.ts'
import type { Target, TargetArguments } from '../enroll/target.ts'
import { exitCode, exitCodeOfError, type ExitCode } from '../exit-code.ts'
import { langOfArguments } from '../lang.ts'
import type { Streams } from '../streams.ts'
import { textsFor } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'
import { withAccount, type Account } from './account.ts'
import { tellFailure } from './failure.ts'
import { reading } from './reading.ts'
import { endBound, endHalfWay } from './replacement-end.ts'
import { removeCallOf } from './reset-failure.ts'
import { replacementTarget } from './replacement-target.ts'
import { findFactor, shownFactorOf } from './shown-factor.ts'

type Values = EnrollmentValues & TargetArguments

/** Binds the new factor as `enroll` does. */
const bindNew = async (account: Account, target: Target, values: Values): Promise<ExitCode> => {
  const { streams, texts, terminal, interruption, client } = account
  const enrollment = createEnrollment({ service: client(createGenAuthService) })
  const upload = client(createPhotoUpload)
  try {
    return await runEnrollment(enrollment, { streams, texts, terminal, interruption, target, upload, values })
  } finally {
    // The wait for a next message would keep the process for a minute after its last word.
    enrollment.stop()
  }
}

const replace = async (
  account: Account,
  replacement: Replacement,
  old: EnrolledFactor,
  values: Values,
): Promise<ExitCode> => {
  const { texts, say, show, warn, tellProgram, terminal } = account
  const shown = shownFactorOf(old)
  const { factorType } = old
  // GenAuth binds no second face (apiCode 1706), so the new one cannot come before the old one goes.
  if (!FactorType.is(factorType) || factorType === 'FACE') {
    const text =
      factorType === 'FACE'
        ? texts.factors.faceNotReplaced(removeCallOf(old.factorId))
        : texts.factors.noWayToReplace(shown.factorType)
    warn(text)
    tellProgram({ error: 'unsupported', factor: shown, text })
    return exitCodeOfError('unsupported')
  }
  const target = replacementTarget(factorType, values, texts.factors, terminal !== null)
  checkTarget(target, texts, terminal !== null)
  checkKeyIsSeen(target, values, texts, terminal !== null)
  say(texts.factors.toReplace)
  show([shown])
  const code = await bindNew(account, target, values)
  return code === exitCode.done ? endBound(account, replacement) : endHalfWay(account, replacement, code)
}

/** `mfa-enroll factors replace` */
export const replaceCommand = async (args: readonly string[], streams: Streams): Promise<ExitCode> => {
  const texts = textsFor(langOfArguments(args, streams.env))
  if (args.some((arg) => /^--photo(?:=|$)/.test(arg)))
    throw new UsageError(texts.factors.faceNotReplaced(removeCallOf('')))
  const { values, positionals } = parseCommandArguments(replaceFactor, args, texts)
  const [id = ''] = positionals
  return withAccount(values, streams, texts, (account) =>
    reading(
      account,
      (options) => account.directory.listEnrolledFactors(options),
      async (listed) => {
        const old = findFactor(listed, id)
        if (old === null) return tellFailure(account, { _tag: 'notFound' })
        return reading(
          account,
          (options) => beginReplacement(account.directory, old.factorId, options),
          (replacement) => replace(account, replacement, old, values),
        )
      },
    ),
  )
}
