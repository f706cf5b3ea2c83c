import type { EngineClock } from './engine.ts'

// setTimeout takes 31 bits, and fires at once beyond them.
const longest = 2 ** 31 - 1

/** Why something is waited for no longer. */
export type GivenUp = 'limit' | 'aborted'

/**
 * Waits for what others answer, but no longer than the limit, and not once the signal is aborted: a service that
 * neither answers nor heeds its signal must not hold a place for ever. What is left behind is counted.
 */
export const createPatience = (clock: EngineClock, callLimitMs: number) => {
  let abandoned = 0

  return {
    /** How many were waited for no longer, and have not ended yet. */
    abandoned: (): number => abandoned,
    /** What `ask` answers, or what stands in for it; `instead` may throw. */
    answered: <A>(
      signal: AbortSignal,
      ask: (signal: AbortSignal) => A | Promise<A>,
      instead: (why: GivenUp) => A,
    ): Promise<A> =>
      new Promise((resolve, reject) => {
        const own = new AbortController()
        let isAbandoned = false
        const settle = (give: () => void) => {
          clock.clearTimeout(timer)
          signal.removeEventListener('abort', left)
          give()
        }
        const ended = (give: () => void) => {
          if (isAbandoned) abandoned -= 1
          else settle(give)
        }
        const giveUp = (why: GivenUp) => {
          isAbandoned = true
          abandoned += 1
          own.abort(why === 'aborted' ? signal.reason : new DOMException('No answer in time', 'TimeoutError'))
          settle(() => {
            try {
              resolve(instead(why))
            } catch (cause) {
              reject(cause)
            }
          })
        }
        const left = () => giveUp('aborted')
        const timer = clock.setTimeout(() => giveUp('limit'), Math.min(callLimitMs, longest))
        signal.addEventListener('abort', left, { once: true })
        const asked = async () => ask(own.signal)
        asked().then(
          (answer) => ended(() => resolve(answer)),
          (cause: unknown) => ended(() => reject(cause)),
        )
      }),
  }
}
export type Patience = ReturnType<typeof createPatience>
