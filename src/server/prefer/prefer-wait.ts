/** No request is held longer than this, s: proxies give up after half a minute or so. */
const longest = 15

/**
 * How long a client prefers to wait, whole seconds (`Prefer: wait=5`, RFC 7240 section 4.3), 15 at most; null if it
 * does not say. What cannot be read is no preference (section 2).
 */
export const preferredWait = ({ headers }: Pick<Request, 'headers'>): number | null => {
  const preferences = (headers.get('prefer') ?? '').split(',')
  for (const preference of preferences) {
    const [, seconds] = /^\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:;|$)/i.exec(preference) ?? []
    if (seconds !== undefined) return Math.min(Number(seconds), longest)
  }
  return null
}
