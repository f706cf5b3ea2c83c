import { plainAddress } from '../limits/network.ts'

const named = /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?$/

/**
 * The names as they are compared.
 *
 * @throws RangeError for what is no host name, such as an address with a scheme or a port.
 */
export const hostNames = (names: readonly string[]): readonly string[] =>
  names.map((name) => {
    const lower = name.toLowerCase()
    if (named.test(lower) || plainAddress(lower) !== null) return lower
    throw new RangeError(
      'Names that operators ask by (adminHosts) must be host names, without scheme and port: metrics.internal',
    )
  })

const nameIn = (host: string): string =>
  host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()

/**
 * Whether a request names this machine by an address, as `localhost`, or by one of the names it was told. A page of
 * another origin whose name was made to lead here (DNS rebinding) sends that name.
 */
export const isOwnHost = ({ headers, url }: Request, names: readonly string[]): boolean => {
  // Not every host hands the header on; then the address has what it said.
  const name = nameIn(headers.get('host') ?? new URL(url).host)
  // No address has a zone here (RFC 6874), and what comes before one is no address for that.
  const isAddress = !name.includes('%') && plainAddress(name) !== null
  return isAddress || name === 'localhost' || names.includes(name)
}
