import { RestateError } from '@restatedev/restate-sdk'

/**
 * A handler whose errors say nothing. Restate keeps the text of what is thrown in clear, and tells it to whoever asked;
 * the text of an error that nobody foresaw may repeat a token. The host hears of it whole, as a `RestateWarning`'s cause.
 */
export const unsaid =
  <Args extends readonly unknown[], A>(handler: (...args: Args) => Promise<A>) =>
  async (...args: Args): Promise<A> => {
    try {
      return await handler(...args)
    } catch (cause) {
      // Those of our own, and those by which the SDK ends an attempt.
      if (cause instanceof RestateError) throw cause
      const { name } = cause instanceof Error ? cause : { name: typeof cause }
      const error = new Error('The service failed: what it says is told to its onDefect.', { cause })
      error.name = name
      throw error
    }
  }
