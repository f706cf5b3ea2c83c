import { plainAddress } from './limits/network.ts'

export interface ClientAddressOptions {
  /** Who connected, as the socket says; absent where the host cannot tell. */
  readonly remoteAddress?: string | undefined
  /**
   * How many proxies of yours a request passes, each of which adds to `X-Forwarded-For`; `true` is one. Without it
   * the header counts for nothing: anybody may write it.
   */
  readonly trustProxy?: boolean | number | undefined
}

/** `203.0.113.7:4711` and `[2001:db8::1]:4711`, as some proxies write them. */
const withoutPort = (text: string): string =>
  text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')

const hopsOf = (trustProxy: boolean | number): number => Number(trustProxy)

/**
 * The address of whoever sent a request, in one spelling; null if it cannot be told.
 *
 * Each proxy adds the address it was called from at the right end, so of `n` proxies the `n`th from the right was
 * written by the outermost, and all that stands before it by the caller, who may write what they like. Should the
 * header be shorter, the request came in behind the outermost one, and the first of what stands there counts.
 *
 * @throws RangeError if `trustProxy` is no whole number.
 */
export const clientAddressOf = (
  headers: Headers,
  { remoteAddress = '', trustProxy = false }: ClientAddressOptions,
): string | null => {
  const hops = hopsOf(trustProxy)
  if (!Number.isSafeInteger(hops) || hops < 0)
    throw new RangeError('trustProxy must be a whole number: how many proxies of yours a request passes')
  const remote = plainAddress(remoteAddress)
  const forwarded = headers.get('x-forwarded-for')
  if (hops === 0 || forwarded === null) return remote
  const said = forwarded.split(',').map(withoutPort)
  return plainAddress(said[Math.max(said.length - hops, 0)] ?? '') ?? remote
}
