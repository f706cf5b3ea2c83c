/** @throws TypeError unless the text is there and an HTTP header can carry it (RFC 9110 section 5.5). */
export const requireHeaderText = (name: string, value: string): void => {
  if (typeof value !== 'string' || value === '')
    throw new TypeError(`${name} is missing: copy it from the console`)
  if (!/^[\x21-\x7e]{1,256}$/.test(value)) {
    throw new TypeError(
      `${name} has characters an HTTP header cannot carry: copy it from the console once more`,
    )
  }
}

/** @throws TypeError unless the value is one of those; for callers without types. */
export const requireOneOf = (name: string, value: string, allowed: readonly string[]): void => {
  if (!allowed.includes(value)) throw new TypeError(`${name} must be one of ${allowed.join(', ')}`)
}

// A longer delay overflows, and setTimeout then fires at once.
const longestTimeout = 2 ** 31 - 1

/** @throws TypeError unless the value is a time limit that `setTimeout` can hold. */
export const requireTimeout = (name: string, value: number): void => {
  if (!Number.isFinite(value) || value <= 0 || value > longestTimeout) {
    throw new TypeError(`${name} must be a number of milliseconds above 0, and at most ${longestTimeout}`)
  }
}
