/** Gives a text that stands for a key, and tells nothing of it to whoever does not have the secret. */
export type KeyHash = (limit: string, key: string) => Promise<string>

/** RFC 2104 section 3 asks for no less than the hash is long. */
const leastBytes = 32

/**
 * HMAC-SHA-256 of a limit's key. Phone numbers are so few that a plain hash of one is as good as the number.
 *
 * @throws RangeError if the secret is shorter than 32 bytes.
 */
export const keyHash = (secret: Uint8Array): KeyHash => {
  if (secret.byteLength < leastBytes)
    throw new RangeError(`The secret of the limits must have ${leastBytes} bytes at least`)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const hmac = crypto.subtle.importKey('raw', Uint8Array.from(secret), algorithm, false, ['sign'])
  return async (limit, key) => {
    const text = new TextEncoder().encode(`${limit}\0${key}`)
    const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', await hmac, text))
    // 128 bits: short in a table, and still no two keys that meet.
    return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
}
