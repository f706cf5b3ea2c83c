import { createRequire } from 'node:module'
import * as E from '#fp-ts/Either'
import type { Deliver } from '../engine/sent-codes.ts'
import { mailText } from './mail-text.ts'
import { parseSmtpAddress, type SmtpAddress } from './smtp-address.ts'

/** Reserved by RFC 2606: no answer can ever reach anybody. */
const sender = 'sandbox@sandbox.invalid'

/** How long a mail server may take. */
export interface SmtpPatience {
  /** To be found, to be reached, and to greet, each, ms. */
  readonly connectMs: number
  /** For a mail in all, ms. */
  readonly wholeMs: number
}

/** Vendor SDKs wait ten seconds for their request, and should still hear why it failed. */
const defaultPatience: SmtpPatience = { connectMs: 3_000, wholeMs: 8_000 }

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.[0-9]{1,3}){3}$/.test(host)

const transportOptions = (
  { host, port, secure, auth }: SmtpAddress,
  { connectMs, wholeMs }: SmtpPatience,
) => ({
  host,
  port,
  secure,
  ...(auth === undefined ? {} : { auth }),
  connectionTimeout: connectMs,
  greetingTimeout: connectMs,
  dnsTimeout: connectMs,
  socketTimeout: wholeMs,
  // Nothing is left to say by then, and a socket that lingers keeps a program alive.
  socketCloseTimeout: 0,
  disableFileAccess: true,
  disableUrlAccess: true,
  // Mail catchers on this machine certify themselves, and nobody stands between.
  tls: { rejectUnauthorized: !isLoopback(host) },
})

// What the server itself said, or what nodemailer could not even offer it.
const rejections: readonly unknown[] = ['EENVELOPE', 'EMESSAGE', 'EAUTH', 'ENOAUTH', 'EPROTOCOL']

const reasonOf = (error: unknown): 'mailUnreachable' | 'mailRejected' => {
  if (typeof error !== 'object' || error === null) return 'mailUnreachable'
  const answered = 'responseCode' in error && typeof error.responseCode === 'number'
  return answered || ('code' in error && rejections.includes(error.code)) ? 'mailRejected' : 'mailUnreachable'
}

const resolveHere = (name: string): unknown => createRequire(import.meta.url).resolve(name)

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The mail server took too long')), { once: true })
  })

export interface SmtpSettings {
  /** Told in the subject and as the sender's name. */
  readonly poolName: string
  /** Default: 3 s to connect, 8 s in all. */
  readonly patience?: SmtpPatience
  /** For tests: finds the package or throws. */
  readonly resolve?: (name: string) => unknown
}

/**
 * Sends mail through an SMTP server, one connection a mail. SMS is not its business.
 *
 * @throws RangeError if the address is none; Error if nodemailer is not installed. Both at once and not with
 *   the first mail.
 */
export const smtpDelivery = (
  address: string,
  { poolName, patience = defaultPatience, resolve = resolveHere }: SmtpSettings,
): Deliver => {
  const options = transportOptions(parseSmtpAddress(address), patience)
  try {
    resolve('nodemailer')
  } catch (cause) {
    throw new Error('Sending mail by SMTP needs nodemailer: run npm install nodemailer', { cause })
  }

  return (message, language) => async () => {
    const { to, code, channel, sentAt } = message
    if (channel !== 'EMAIL') return E.right(undefined)
    // A server that answers byte by byte would outlast every limit above.
    const signal = AbortSignal.timeout(patience.wholeMs)
    try {
      // Only where mail is sent: the package is optional.
      const { createTransport } = await import('nodemailer')
      const sent = createTransport(options).sendMail({
        ...mailText(language, { poolName, code }),
        // As parts and not as text, so that nothing in them is read as a list of addresses.
        from: { name: poolName, address: sender },
        to: { name: '', address: to },
        date: new Date(sentAt),
        // RFC 3834 section 5: no autoreplies, please.
        headers: { 'auto-submitted': 'auto-generated' },
        signal,
      })
      // Older versions do not know the signal; the reply must not wait for them.
      await Promise.race([sent, aborted(signal)])
      return E.right(undefined)
    } catch (error) {
      return E.left(reasonOf(error))
    }
  }
}
