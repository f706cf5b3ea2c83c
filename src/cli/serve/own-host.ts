import { isIP } from 'node:net'

const nameOf = (host: string): string =>
  host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()

/**
 * Whether a request names this machine by an address, as `localhost`, or as the operator named it. A page of another
 * origin whose name was made to lead here (DNS rebinding) sends that name.
 *
 * @param host the Host header.
 */
export const isOwnHost = (host: string | null, named: string): boolean => {
  const name = nameOf(host ?? '')
  return isIP(name) !== 0 || name === 'localhost' || name === named.toLowerCase()
}
