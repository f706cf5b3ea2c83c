import type { LoggerTransport } from '@restatedev/restate-sdk'

/** What the SDK warns of, told to the host; it has nothing of an enrollment in it but its id. */
export class RestateWarning extends Error {
  override readonly name = 'RestateWarning'
}

const textOf = (part: unknown): string => (part instanceof Error ? part.message : String(part))

/** The SDK's own logger writes several lines a call to the console. What it says at its start is in our documentation. */
export const loggerOf =
  (report: (cause: unknown) => void): LoggerTransport =>
  ({ level, replaying, context }, ...parts: readonly unknown[]) => {
    const isOfACall = context !== undefined && !replaying && (level === 'warn' || level === 'error')
    if (isOfACall) report(new RestateWarning(`${context.invocationTarget}: ${parts.map(textOf).join(' ')}`))
  }
