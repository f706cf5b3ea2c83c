import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail as it came over the wire. */
export interface Caught {
  readonly from: string
  readonly to: readonly string[]
  /** Headers and body, as sent. */
  readonly raw: string
}

/** Runs a test beside a foreign SMTP server on a free port of this machine. */
export const withMailCatcher = async (
  options: SMTPServerOptions,
  test: (catcher: { readonly port: number; readonly caught: readonly Caught[] }) => Promise<void>,
): Promise<void> => {
  const caught: Caught[] = []
  const server = new SMTPServer({
    authOptional: true,
    // Or it warns that its certificate is everybody's.
    logger: false,
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope
        caught.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString('utf8'),
        })
        done()
      })
    },
    ...options,
  })
  // What a client breaks off is not this test's business.
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address: AddressInfo | string | null = listening.address()
  if (address === null || typeof address === 'string') throw new Error('The mail catcher has no port')
  try {
    await test({ port: address.port, caught })
  } finally {
    await new Promise<void>((resolve) => server.close(resolve))
  }
}

/** One header, unfolded. */
export const headerOf = ({ raw }: Caught, name: string): string | undefined => {
  const [head = ''] = raw.split('\r\n\r\n', 1)
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head.replace(/\r\n[ \t]+/g, ' '))?.[1]
}

/** The text after the headers, decoded. */
export const textOf = (mail: Caught): string => {
  const body = mail.raw.slice(mail.raw.indexOf('\r\n\r\n') + 4)
  switch (headerOf(mail, 'content-transfer-encoding')?.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8')
    case 'quoted-printable': {
      const octets = body
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      return Buffer.from(octets, 'latin1').toString('utf8')
    }
    default:
      return body
  }
}

/** A header of encoded words (RFC 2047) as people read it. */
export const wordsOf = (header: string | undefined): string =>
  (header ?? '')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, encoding: string, word: string) =>
      encoding.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('latin1')
        : word
            .replace(/_/g, ' ')
            .replace(/=([0-9A-F]{2})/gi, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    )
