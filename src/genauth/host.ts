const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)

/**
 * The origin calls go to, from what a person wrote as the host. Https only, plain http on loopback.
 * User info, path, query and hash are refused rather than dropped, so that nobody believes they count.
 *
 * @throws TypeError with what to write instead. It never repeats the input, which may hold a password.
 *
 * @example
 * originOf('https://acme.genauth.ai/') // 'https://acme.genauth.ai'
 * originOf('http://127.0.0.1:4100')    // 'http://127.0.0.1:4100'
 */
export const originOf = (host: string): string => {
  // The parser forgives these (`https:\\a`, `https://a?`, tabs within); whoever reads the line may not.
  if (typeof host !== 'string' || /[\\\s\p{Cc}]/u.test(host) || !URL.canParse(host)) {
    throw new TypeError("host is not a URL: write the application's address, such as https://acme.genauth.ai")
  }
  const url = new URL(host)
  if (host.includes('@') || url.username !== '' || url.password !== '') {
    throw new TypeError('host must not carry a user name or password: write the address alone')
  }
  if (url.pathname !== '/' || host.includes('?') || host.includes('#')) {
    throw new TypeError(
      'host must not carry a path, query or hash: write the address alone, such as https://acme.genauth.ai',
    )
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new TypeError(
      'host must begin with https:// (plain http is for 127.0.0.1, localhost and [::1] only)',
    )
  }
  return url.origin
}
