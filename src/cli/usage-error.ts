/** The command was called in a way it cannot follow: one clear line, and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
