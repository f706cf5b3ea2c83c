/** Hears what went wrong; it never throws. */
export type Report = (cause: unknown) => void

/**
 * Calls what a host gave, and waits for nothing: what it throws, or rejects with, `failed` hears. In Node an error
 * that nobody hears would end the process, in the middle of enrollments.
 */
export const callHook = <A>(hook: (value: A) => unknown, value: A, failed: Report): void => {
  try {
    // Whoever gave an async function where none was asked for is heard as well.
    void Promise.resolve(hook(value)).catch(failed)
  } catch (cause) {
    failed(cause)
  }
}

/** A line on the console. Not the message: nobody knows what a hook, a service or a store puts there. */
export const printed =
  (what: string): Report =>
  (cause) => {
    const kind = cause instanceof Error ? cause.name : typeof cause
    // oxlint-disable-next-line no-console -- the host gave nobody else to tell
    console.error(`mfa-enrollment: ${what} (${kind}); give onDefect to hear why`)
  }

const hookFailed = printed('a hook failed')

/** Tells `onDefect`, whatever it throws; without one, `otherwise` hears. */
export const reporter =
  (onDefect: ((defect: unknown) => unknown) | undefined, otherwise: Report = hookFailed): Report =>
  (cause) =>
    onDefect === undefined ? otherwise(cause) : callHook(onDefect, cause, hookFailed)
