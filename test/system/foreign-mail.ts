import { execFile, spawnSync } from 'node:child_process'
import * as t from 'io-ts'
import { decoded } from '../sandbox/over-http.ts'

// What mail looks like to programs that are not ours: swaks sends it, and Perl, which comes with swaks, reads it.

/** Perl's own modules undo the transfer encoding and the encoded words (RFC 2047) of the headers. */
const reader = String.raw`
use strict; use Encode; use MIME::QuotedPrint; use MIME::Base64; use JSON::PP;
local $/; binmode STDIN; my ($head, $body) = split /\r?\n\r?\n/, scalar <STDIN>, 2;
$head =~ s/\r?\n(?=[ \t])//g;
my @headers = map { my ($name, $value) = split /:[ \t]*/, $_, 2; [$name, decode('MIME-Header', $value)] } split /\r?\n/, $head;
my ($encoding) = map { lc $$_[1] } grep { lc $$_[0] eq 'content-transfer-encoding' } @headers;
$body = decode_qp($body) if ($encoding // '') eq 'quoted-printable';
$body = decode_base64($body) if ($encoding // '') eq 'base64';
print JSON::PP->new->utf8->encode({ headers => \@headers, body => decode('UTF-8', $body) });
`

const Mail = t.type({ headers: t.array(t.tuple([t.string, t.string])), body: t.string })

export interface MailAsRead {
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** The one header of that name; throws where there is none or more than one. */
  readonly header: (name: string) => string
  readonly body: string
}

export const readMail = (raw: string): MailAsRead => {
  const { stdout, stderr } = spawnSync('perl', ['-e', reader], { input: raw })
  if (stdout.length === 0) throw new Error(`Perl could not read the mail: ${stderr.toString()}`)
  const { headers, body } = decoded(Mail, JSON.parse(stdout.toString('utf8')))
  const header = (name: string): string => {
    const [found, ...more] = headers.filter(([key]) => key.toLowerCase() === name.toLowerCase())
    if (found === undefined || more.length > 0)
      throw new Error(`${name} is there ${found ? 'twice' : 'not once'}`)
    return found[1]
  }
  return { headers, header, body }
}

/** Sends by swaks: its exit code, and what it says it sent and got. */
export const swaks = (
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly transcript: string }> =>
  new Promise((resolve, reject) => {
    execFile('swaks', args, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') return reject(error)
      resolve({ code: Number(error?.code ?? 0), transcript: `${stdout}${stderr}`.replaceAll('\r\n', '\n') })
    })
  })
