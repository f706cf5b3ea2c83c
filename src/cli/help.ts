const overview = `mfa-enroll: bind a second factor to a GenAuth / Authing account

Usage
  mfa-enroll demo                 see the whole way; nothing to set up
  mfa-enroll enroll [options]     bind a factor to an account
  mfa-enroll sandbox [options]    a GenAuth V3 server for development and tests
  mfa-enroll <command> --help     what a command takes
  mfa-enroll --version

Exit codes
  0 done  1 a bug  2 usage  3 expired  130 cancelled
  4 refused, or the input ended too early
  5 unreachable, or it is not known whether the factor was bound
`

const enroll = `mfa-enroll enroll: bind a factor to an account

Usage
  mfa-enroll enroll --factor otp
  mfa-enroll enroll --factor sms --phone +8618800000000
  mfa-enroll enroll --factor email --email ann@example.com

Where to
  --host URL                  the application's address      (or GENAUTH_HOST)
  --app-id ID                 the application's id           (or GENAUTH_APP_ID)
  --brand genauth|authing     whose header names to send     (default genauth)
  --access-token-file FILE    a file of mode 0600 with the person's access token
                              (or GENAUTH_ACCESS_TOKEN; a terminal asks)

What
  --factor otp|sms|email      a terminal asks
  --phone NUMBER              for sms, with its country code: +8618800000000
  --email ADDRESS             for email

How
  --ascii                     draw the QR code with ASCII characters
  --ack-recovery-code         do not ask whether the recovery code was saved
  --json                      one JSON line for each change of state
  --reveal                    show secrets although the output is no terminal

Without a terminal, or with --json, codes are read from standard input, one a
line: a wrong code reads the next line, and "saved" confirms the recovery code.
`

const demo = `mfa-enroll demo: an OTP enrollment against a sandbox of its own, over HTTP

Usage
  mfa-enroll demo [options]

  --ascii             draw the QR code with ASCII characters

On a terminal, scan the QR code with your authenticator app, or press Enter to
let a built-in authenticator answer. Without a terminal it answers by itself,
and each state is printed on a line.
`

const sandbox = `mfa-enroll sandbox: a GenAuth V3 server for development and tests

Usage
  mfa-enroll sandbox [options]

  --port N            the port to listen on; 0 takes a free one (default 4000)
  --hostname NAME     the address to listen on; anything but the default lets
                      other machines in (default 127.0.0.1)
  --json              print one line {"url","appId","accessToken","outbox"}

It sends nothing: messages are kept in an outbox, at the address it prints.
Ctrl-C ends it.
`

/** The help texts, by command; `overview` for none. */
export const help = { overview, enroll, demo, sandbox } as const
