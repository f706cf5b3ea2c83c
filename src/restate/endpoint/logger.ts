import { RestateError, type LoggerTransport } from '@restatedev/restate-sdk'
import { RefusedRequest } from '../object/asked.ts'
import { createRefusals } from './refusals.ts'

/**
 * What the SDK warns of, told to the host. Its message has nothing of an enrollment in it but its id; what was thrown is
 * its `cause`, whose text may be anything.
 */
export class RestateWarning extends Error {
  override readonly name = 'RestateWarning'
}

const longest = 300

/** On one line, and no longer than anybody reads: an id in it may come from a stranger. */
const inShort = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, longest)

/** Restate's own codes, of a journal that does not fit the code say. Under 500 stands what the code itself has thrown. */
const isOfProtocol = (error: Error): error is RestateError =>
  error instanceof RestateError && error.code > 500

const textOf = (part: unknown): string => {
  if (!(part instanceof Error)) return typeof part === 'string' ? part : typeof part
  if (isOfProtocol(part)) return part.message
  const code = 'code' in part && typeof part.code === 'string' ? ` ${part.code}` : ''
  return `${part.name}${code}`
}

export interface LoggerOptions {
  readonly report: (cause: unknown) => void
  /** Epoch ms. */
  readonly now: () => number
}

/** The SDK's own logger writes several lines a call to the console. What it says at its start is in our documentation. */
export const loggerOf = ({ report, now }: LoggerOptions): LoggerTransport => {
  const refused = createRefusals({ now, tell: (text) => report(new RestateWarning(text)) })
  return ({ level, replaying, context }, ...parts: readonly unknown[]) => {
    const isOfACall = context !== undefined && !replaying && (level === 'warn' || level === 'error')
    if (!isOfACall) return
    const cause = parts.find((part) => part instanceof Error)
    if (cause instanceof RefusedRequest) return refused(cause.message)
    const text = inShort(parts.map(textOf).join(' '))
    report(new RestateWarning(`${inShort(context.invocationTarget)}: ${text}`, cause && { cause }))
  }
}
