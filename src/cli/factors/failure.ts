import type { ServiceError } from '../../../machines/index.ts'
import { messageText, plainText, secondsUntil } from '../../view/index.ts'
import { exitCodeOfError, type ExitCode } from '../exit-code.ts'
import type { CliTexts } from '../texts/texts.ts'
import type { Account } from './account.ts'

const waitOf = (error: ServiceError): number =>
  error._tag === 'throttled' ? secondsUntil(error.retryAt ?? null, Date.now()) : 0

/** What went wrong with a call of the directory, in the words of the person. */
export const failureText = (error: ServiceError, { messages, factors }: CliTexts): string => {
  switch (error._tag) {
    case 'forbidden':
      return factors.forbidden
    case 'notFound':
      // Only our own look at a list has no status. The calls told here ask a service for no factor by its id.
      return error.statusCode === undefined ? factors.noSuchFactor : factors.serviceUnknown
    case 'unauthorized':
    case 'throttled':
    case 'unreachable':
    case 'timedOut':
    case 'invalidResponse':
    case 'serverFault':
      return messageText(messages, { id: `error.${error._tag}`, params: { wait: waitOf(error) } })
    default:
      return factors.refused
  }
}

/** The error as JSON: tag, codes and the ids that support asks for; nothing of it is secret. */
export const failureLine = (error: ServiceError): object => {
  const { _tag, statusCode, apiCode, requestId } = error
  return {
    error: _tag,
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(apiCode === undefined ? {} : { apiCode }),
    ...(requestId === undefined ? {} : { requestId: plainText(requestId, 128) }),
  }
}

/** Tells what went wrong, with what support needs to find it. */
export const warnOf = ({ warn, support, texts }: Account, error: ServiceError): void => {
  warn(failureText(error, texts))
  if (error.requestId !== undefined) support(error.requestId)
}

/** The end of a command that could not go on. */
export const tellFailure = (account: Account, error: ServiceError): ExitCode => {
  warnOf(account, error)
  account.tellProgram({ ...failureLine(error), text: failureText(error, account.texts) })
  return exitCodeOfError(error._tag)
}
