import * as E from '#fp-ts/Either'
import type { TaskEither } from '#fp-ts/TaskEither'
import type { DirectoryCallOptions, ServiceError } from '../../../machines/index.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import type { Account } from './account.ts'
import { tellFailure } from './failure.ts'

/**
 * Reads from the directory, and goes on with what it said. Ctrl-C takes the reading back; a failure is told.
 */
export const reading = async <A>(
  account: Account,
  read: (options: DirectoryCallOptions) => TaskEither<ServiceError, A>,
  goOn: (answer: A) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const { interruption, say, texts } = account
  const controller = new AbortController()
  interruption.onFirst(() => controller.abort())
  const answer = await read({ signal: controller.signal })()
  if (interruption.happened()) {
    say(texts.factors.left)
    return exitCode.cancelled
  }
  return E.isRight(answer) ? goOn(answer.right) : tellFailure(account, answer.left)
}
