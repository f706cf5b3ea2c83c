import * as E from '#fp-ts/Either'

/** Why work was left: its time was up, or the caller took it back. */
export type Left = 'timedOut' | 'aborted'

/** Whether work was told to stop because its time was up. */
export const isTimedOut = (signal: AbortSignal): boolean =>
  signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'

/**
 * Runs work under one time limit and the caller's signal. It settles at once when either ends it, even if
 * the work does not listen to the signal it was given, whose reason then is a `TimeoutError` or an `AbortError`;
 * the timer and the listener never outlive it.
 *
 * @throws whatever the work throws.
 */
export const within = <A>(
  timeoutMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<A>,
): Promise<E.Either<Left, A>> => {
  if (signal.aborted) return Promise.resolve(E.left('aborted'))
  const controller = new AbortController()
  return new Promise((resolve, reject) => {
    const release = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    }
    const leave = (why: Left) => {
      release()
      resolve(E.left(why))
      controller.abort(new DOMException(why, why === 'timedOut' ? 'TimeoutError' : 'AbortError'))
    }
    const onAbort = () => leave('aborted')
    const timer = setTimeout(() => leave('timedOut'), timeoutMs)
    signal.addEventListener('abort', onAbort, { once: true })
    // `Promise.resolve().then`, so that work that throws at once is released as well.
    Promise.resolve()
      .then(() => work(controller.signal))
      .finally(release)
      .then((value) => resolve(E.right(value)), reject)
  })
}
