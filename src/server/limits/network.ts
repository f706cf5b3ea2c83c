const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/

const groupsOf = (part: string): readonly string[] => (part === '' ? [] : part.split(':'))

/** The eight groups of an IPv6 address (RFC 4291 section 2.2); null for anything else. */
const expanded = (address: string): readonly string[] | null => {
  const [before = '', after, ...more] = address.split('::')
  if (more.length > 0) return null
  const [head, tail] = [groupsOf(before), groupsOf(after ?? '')]
  const missing = 8 - head.length - tail.length
  if (after === undefined ? missing !== 0 : missing < 1) return null
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) ? groups : null
}

/** `::ffff:203.0.113.7` and `::ffff:cb00:7107` are both the IPv4 address (RFC 4291 section 2.5.5.2). */
const mappedIpv4 = (groups: readonly string[]): string | null => {
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16))
  const isMapped = groups.slice(0, 6).join(':').toLowerCase() === '0:0:0:0:0:ffff'
  return isMapped ? [high >> 8, high & 255, low >> 8, low & 255].join('.') : null
}

/** The last 32 bits may be written as IPv4; then they are made groups like the others. */
const withoutDots = (address: string): string =>
  address.replace(/(?<=:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (dotted, ...bytes: readonly string[]) => {
    if (!ipv4.test(dotted)) return dotted
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number)
    return [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':')
  })

/**
 * An address as one spelling: IPv4 with dots, IPv6 as eight groups; null if it is none. A zone (`%eth0`) is left out.
 */
export const plainAddress = (text: string): string | null => {
  const address = text.trim().replace(/%.*$/, '')
  if (ipv4.test(address)) return address
  const groups = expanded(withoutDots(address))
  if (groups === null) return null
  const short = groups.map((group) => Number.parseInt(group, 16).toString(16))
  return mappedIpv4(short) ?? short.join(':')
}

const isIpv6 = (plain: string): boolean => plain.includes(':')

/**
 * The network that is counted as one: an IPv4 address, or the /64 of an IPv6 one, for that is what one household or
 * one rented machine has (RFC 6177). What is no address stands for itself.
 *
 * @example
 * networkOf('2001:db8:1:2:a:b:c:d') // '2001:db8:1:2::/64'
 */
export const networkOf = (text: string): string => {
  const address = plainAddress(text)
  if (address === null || !isIpv6(address)) return address ?? text
  return `${address.split(':').slice(0, 4).join(':')}::/64`
}

/**
 * The /48 of an IPv6 address: what one customer of a provider may have at the most, and a tunnel gives away (RFC 6177).
 * Null for all else.
 *
 * @example
 * siteOf('2001:db8:1:2:a:b:c:d') // '2001:db8:1::/48'
 */
export const siteOf = (text: string): string | null => {
  const address = plainAddress(text)
  return address !== null && isIpv6(address) ? `${address.split(':').slice(0, 3).join(':')}::/48` : null
}
