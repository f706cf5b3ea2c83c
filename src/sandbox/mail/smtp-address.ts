/** Where mail is handed over. */
export interface SmtpAddress {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (`smtps:`); without it STARTTLS is used where the server offers it. */
  readonly secure: boolean
  readonly auth?: { readonly user: string; readonly pass: string }
}

// The address may hold a password, so it is not repeated.
const notAnAddress = (): RangeError =>
  new RangeError(
    'smtp must be smtp://[user:password@]host[:port], or smtps:// for TLS from the start; in user and password write % as %25, @ as %40, : as %3A and / as %2F',
  )

const decodedPart = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    // A bare `%`, or octets that are no UTF-8.
    throw notAnAddress()
  }
}

/**
 * Reads `smtp://[user:password@]host[:port]`; without a port 587, and 465 for `smtps://` (RFC 8314).
 *
 * @throws RangeError for anything else.
 */
export const parseSmtpAddress = (address: string): SmtpAddress => {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    throw notAnAddress()
  }
  const { protocol, hostname, port, username, password, pathname, search, hash } = url
  const isSmtp = protocol === 'smtp:' || protocol === 'smtps:'
  if (!isSmtp || hostname === '' || !['', '/'].includes(pathname) || search !== '' || hash !== '')
    throw notAnAddress()
  const secure = protocol === 'smtps:'
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(username === '' ? {} : { auth: { user: decodedPart(username), pass: decodedPart(password) } }),
  }
}
