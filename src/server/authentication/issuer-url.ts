const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)

/** Whether keys and claims from that address can be believed: https, or this machine. */
export const isTrustworthy = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

/**
 * The issuer as it was given, which must be one to the letter (OpenID Connect Discovery section 3).
 *
 * @throws TypeError that says how it is written; it never repeats what was given, which may hold a password.
 */
export const checkedIssuer = (issuer: string): string => {
  if (!isTrustworthy(issuer) || /[?#\s]/.test(issuer))
    throw new TypeError(
      'issuer must be the https address that tokens name as their iss, such as https://acme.genauth.ai/oidc (plain http is for this machine only)',
    )
  return issuer
}
