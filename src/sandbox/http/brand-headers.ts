/** Both names of the vendor: one server understands the headers of either brand. */
const prefixes = ['x-genauth-', 'x-authing-'] as const

const names = [
  'app-id',
  'lang',
  'sdk-version',
  'request-from',
  'userpool-id',
  'app-tenant-id',
  'device-id',
] as const

/** Reads a header under either brand; `Headers` compares names without regard to case. */
export const brandHeader = (headers: Headers, name: (typeof names)[number]): string | null => {
  for (const prefix of prefixes) {
    const value = headers.get(`${prefix}${name}`)
    if (value !== null) return value
  }
  return null
}

/** All of them, for the answer to a browser's preflight. */
export const brandHeaders: readonly string[] = prefixes.flatMap((prefix) =>
  names.map((name) => `${prefix}${name}`),
)

/** The access token: SDKs send it raw or after `Bearer `, in any case. */
export const accessTokenOf = (headers: Headers): string =>
  (headers.get('authorization') ?? '').replace(/^bearer\s+/i, '').trim()
