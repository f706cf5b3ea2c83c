import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { program } from '../../src/cli/program.ts'
import { environmentFor, run, type Ended } from './run-command.ts'
import { terminalStreams } from './terminal-streams.ts'
import { withSandbox } from './with-sandbox.ts'
import { collect } from './written-text.ts'

const usage = suite('calling the command wrongly')

const secret = 'eyJhbGciOi.SECRET.value'
const phone = '+8618800001234'
const environment = {
  GENAUTH_HOST: 'http://127.0.0.1:9',
  GENAUTH_APP_ID: 'app',
  GENAUTH_ACCESS_TOKEN: secret,
}

/** One line that says what to do, on the error stream, and nothing else anywhere. */
const assertOneLine = ({ code, stdout, stderr }: Ended, says: RegExp, call: string) => {
  assert.is(code, 2, call)
  assert.is(stdout, '', call)
  assert.match(stderr, /^mfa-enroll: [^\n]+\n$/, call)
  assert.match(stderr, says, call)
  assert.not.match(stderr, /SECRET|8800001234| {4}at /, call)
}

const wrongCalls: readonly (readonly [call: string, says: RegExp])[] = [
  [
    'bogus',
    /no command bogus; there are: demo, enroll, factors, inspect, diagram, sandbox, serve, key, completion/,
  ],
  ['enrol', /no command enrol; did you mean enroll\?/],
  [
    'factors remvoe 1',
    /no command factors remvoe; did you mean factors remove\? See: mfa-enroll factors --help/,
  ],
  ['factors list', /no command factors list; there are: factors remove, factors replace/],
  [`factors ${secret}`, /is no command; there are: factors remove, factors replace/],
  ['factors remove', /ID is missing/],
  ['factors remove --yes', /ID is missing/],
  ['factors remove -9SECRET --yes', /ID is missing, or it begins with a dash/],
  ['factors remove --9SECRET --yes', /ID is missing, or it begins with a dash/],
  ['factors remove 1 --yse', /no option --yse; did you mean --yes\?/],
  ['factors remove 1 2 --yes', /one argument too many/],
  ['factors remove 1', /give --yes/],
  ['factors replace', /ID is missing/],
  [`factors replace 1 --token ${secret}`, /arguments can be seen by others/],
  ['factors --brand other', /--brand must be genauth or authing/],
  ['factors --lang fr', /--lang must be en or zh-CN/],
  ['factors --lang zh-cn --brand other', /--brand 只能是 genauth 或 authing/],
  ['completion', /SHELL is missing/],
  ['completion tcsh', /SHELL must be bash, zsh or fish/],
  [`--access-token=${secret}`, /first argument is no command/],
  [secret, /first argument is no command/],
  ['enroll --plan', /no option --plan; did you mean --plain\?/],
  ['factors replace 1 --record x', /no option --record/],
  ['enroll --factor otp --record x', /--reveal/],
  ['enroll --phne +1', /no option --phne; did you mean --phone\?/],
  ['enroll --ack-recovery', /did you mean --ack-recovery-code\?/],
  ['enroll --Json', /did you mean --json\?/],
  ['enroll --accept', /There is no option --accept\. See/],
  ['enroll --x9', /There is no option --x9\. See/],
  ['enroll -f otp', /no option -f; did you mean --factor\? See: mfa-enroll enroll --help/],
  ['enroll otp', /one argument too many/],
  ['enroll --factor otp --factor=sms', /--factor is given twice: give it once/],
  [`enroll ${secret}`, /one argument too many/],
  ['enroll --json=yes', /--json takes no value/],
  ['enroll --factor', /--factor needs a value/],
  ['enroll --phone --json', /--phone needs a value/],
  ['enroll', /give --factor otp, sms, email or face/],
  ['enroll --factor fax', /--factor must be otp, sms, email or face/],
  ['enroll --factor=', /--factor must be otp, sms, email or face/],
  ['enroll --factor face', /--factor face needs --photo/],
  ['enroll --factor face --photo=', /--photo: Give the path of a JPEG or PNG file/],
  ['enroll --factor face --photo absent.jpg', /--photo: There is no such file/],
  ['enroll --factor face --photo src', /--photo: That is not a file/],
  ['enroll --factor face --photo package.json', /--photo: That file is no JPEG or PNG picture/],
  ['enroll --factor otp --photo me.jpg', /--photo goes with --factor face/],
  ['enroll --factor sms', /--factor sms needs --phone/],
  ['enroll --factor email', /--factor email needs --email/],
  ['enroll --factor sms --phone=', /no phone number: write it with digits/],
  ['enroll --factor sms --phone 18800001234', /must begin with \+ and the country code/],
  ['enroll --factor sms --phone +861', /too short/],
  ['enroll --factor sms --phone +8618800001234567890123', /too long/],
  ['enroll --factor sms --phone +86188000', /length fits no number of that country/],
  ['enroll --factor sms --phone letters', /write it with digits/],
  [`enroll --factor sms --phone ${phone}abc`, /write it with digits alone/],
  [`enroll --factor sms --phone ${phone}q`, /write it with digits alone/],
  [`enroll --factor sms --phone ${phone};ext=9`, /write it with digits alone/],
  [`enroll --factor otp --phone ${phone}`, /--phone goes with --factor sms/],
  [`enroll --phone ${phone}`, /give --factor|--phone goes with/],
  ['enroll --factor sms --email ann@example.com', /--email goes with --factor email/],
  ['enroll --factor email --email ann', /no e-mail address: write it as in ann@example.com/],
  ['enroll --factor otp --brand other', /--brand must be genauth or authing/],
  ['enroll --factor otp --host example.com', /host is not a URL: write the application's address/],
  ['enroll --factor otp --host http://example.com', /host must begin with https:\/\//],
  ['enroll --factor otp --host http://127.0.0.1.example.com', /host must begin with https:\/\//],
  ['enroll --factor otp --host https://example.com/console', /host must not carry a path/],
  ['enroll --factor otp --host https://ann:SECRET@example.com', /must not carry a user name or password/],
  [`enroll --access-token ${secret}`, /set GENAUTH_ACCESS_TOKEN, or use --access-token-file FILE/],
  [`enroll --access-token=${secret}`, /arguments can be seen by others/],
  [`enroll --accessToken=${secret}`, /arguments can be seen by others/],
  [`enroll --access_token=${secret}`, /arguments can be seen by others/],
  [`enroll --token ${secret}`, /arguments can be seen by others/],
  ['enroll --code 123456', /pipe codes in, one a line/],
  ['enroll --passCode=123456', /pipe codes in, one a line/],
  [`enroll --factor otp --json --access-token-file ${secret}`, /no such file/],
  ['demo --json', /no option --json/],
  ['demo now', /one argument too many/],
  ['demo --record', /--record needs a value/],
  ['demo --web --record a.ndjson', /--record does not go with --web, .+: leave --web out, or use --inspect/],
  ['demo --record a.ndjson --inspect --web --port 70000', /--record does not go with --web/],
  ['demo --record a.ndjson --port 0', /--port goes with --web/],
  ['demo --web --inspect --record', /--record needs a value/],
  ['enroll --web --record a.ndjson', /no option --web/],
  ['inspect --record a.ndjson', /no option --record/],
  ['inspect a.ndjson --inspect', /no option --inspect/],
  ['demo --web --inspect --port 70000', /--port must be a number from 0 to 65535; 0 takes a free one/],
  ['demo --server', /--server goes with --web/],
  ['demo --web --server --inspect', /--inspect shows machines of the page, .+; leave one of the two out/],
  ['demo --record src', /^mfa-enroll: --record: src is not a file; name a new one/],
  ['demo --record absent/a.ndjson', /--record: the file cannot be written; check its folder/],
  ['diagram --format png', /--format must be mermaid, table, svg or json/],
  ['diagram --format json --story', /--story goes with --format mermaid or svg/],
  ['diagram now', /one argument too many/],
  ['inspect a b', /one argument too many/],
  ['inspect --x9', /There is no option --x9\. See: mfa-enroll inspect --help/],
  ['inspect --port 70000', /--port must be a number from 0 to 65535/],
  ['sandbox --port', /--port needs a value/],
  ['sandbox --port abc', /--port must be a number from 0 to 65535/],
  ['sandbox --port 99999', /--port must be a number from 0 to 65535/],
  ['sandbox --port=-1', /--port must be a number from 0 to 65535/],
  ['sandbox --port=', /--port must be a number from 0 to 65535/],
  ['sandbox --port 0 --hostname 192.0.2.1', /no address 192\.0\.2\.1/],
  ['sandbox --code-length 9', /--code-length must be a number from 4 to 8/],
  ['sandbox --code-length six', /--code-length must be a number from 4 to 8/],
  ['sandbox --factor-ids uuid', /--factor-ids must be hex or user/],
  ['sandbox --list-shape tree', /--list-shape must be array, object or null/],
  ['serve', /Say where enrollments are kept: --db FILE/],
  ['serve --db x.db --host acme --issuer https://acme.example', /host is not a URL/],
  ['serve --db x.db', /There is no sealing key\. Make one with: mfa-enroll key/],
  ['serve --db x.db --port abc', /--port must be a number from 0 to 65535/],
  ['serve --db postgres://ann:SECRET@127.0.0.1/mfa', /set PGPASSWORD/],
  ['serve --db x.db --limits day=none', /--limits must be NAME=POINTS\/SECONDS/],
  ['serve --db x.db --allow-country cn', /country codes separated by commas/],
  ['serve --db x.db --key SECRET', /no option --key/],
  ['sandbox --port 0 --smtp 127.0.0.1', /smtp must be smtp:\/\//],
  ['sandbox --port 0 --smtp smtp://ann:SECRET@127.0.0.1', /set MFA_ENROLL_SMTP/],
]

for (const [call, says] of wrongCalls) {
  usage(`mfa-enroll ${call} gets one line that says what to do`, async () => {
    assertOneLine(await run(call.split(' '), environment), says, call)
  })
}

usage('an authenticator app without --reveal and --json would bind blindly, and nothing is sent', () =>
  withSandbox(async (running) => {
    const ended = await run(['enroll', '--factor', 'otp'], environmentFor(running), ['000000'])
    assertOneLine(ended, /output is no terminal.*give --reveal.*or --json/, 'enroll --factor otp')
    assert.is(running.sandbox.requests.length, 0)
  }),
)

usage('on a terminal the one line is broken between words', async () => {
  const { streams, errors } = terminalStreams()
  assert.is(await program(['enroll', '--accept'], { ...streams, output: new PassThrough() }), 2)
  const narrow = Object.assign(new PassThrough(), { isTTY: true, columns: 30 })
  const written = collect(narrow)
  assert.is(await program(['enroll', '--accept'], { ...streams, error: narrow }), 2)
  narrow.end()
  await written.until(/--help\n$/)
  assert.is(written.all(), 'mfa-enroll: There is no option\n--accept. See: mfa-enroll\nenroll --help\n')
  await errors.until(/--help\n$/)
})

usage('no command at all gets the overview, and the exit code of a wrong call', async () => {
  const { code, stdout, stderr } = await run([])
  assert.is(code, 2)
  assert.match(stdout, /^mfa-enroll: bind a second factor/)
  assert.is(stderr, '')
})

const missing: readonly (readonly [
  variable: keyof typeof environment,
  value: string | undefined,
  says: RegExp,
])[] = [
  ['GENAUTH_HOST', undefined, /give --host, or set GENAUTH_HOST/],
  ['GENAUTH_HOST', '  ', /give --host, or set GENAUTH_HOST/],
  ['GENAUTH_HOST', 'https://a?b', /host must not carry a path, query or hash/],
  ['GENAUTH_APP_ID', undefined, /give --app-id, or set GENAUTH_APP_ID/],
  ['GENAUTH_APP_ID', 'a\nx-evil: SECRET', /app id has characters an HTTP header cannot carry/],
  ['GENAUTH_ACCESS_TOKEN', undefined, /set GENAUTH_ACCESS_TOKEN, or use --access-token-file FILE/],
  ['GENAUTH_ACCESS_TOKEN', '', /GENAUTH_ACCESS_TOKEN is empty/],
  ['GENAUTH_ACCESS_TOKEN', 'SECRET\nSECRET', /one word of ASCII characters/],
  ['GENAUTH_ACCESS_TOKEN', 'SECRET“', /one word of ASCII characters/],
]

for (const [variable, value, says] of missing) {
  usage(`${variable}=${JSON.stringify(value)} gets one line that says what to do`, async () => {
    assertOneLine(
      await run(['enroll', '--factor', 'otp', '--json'], { ...environment, [variable]: value }),
      says,
      variable,
    )
  })
}

const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-token-'))
usage.after(() => rmSync(folder, { recursive: true }))

const tokenFile = (name: string, text: string, mode: number): string => {
  const file = join(folder, name)
  writeFileSync(file, text, { mode })
  chmodSync(file, mode)
  return file
}

const files: readonly (readonly [what: string, file: string, says: RegExp])[] = [
  ['is not there', join(folder, 'absent'), /no such file; give the path/],
  ['is a folder', folder, /is not a file/],
  ['is empty', tokenFile('empty', ' \n', 0o600), /is empty/],
  ['holds two lines', tokenFile('two-lines', 'SECRET\nSECRET\n', 0o600), /one word of ASCII characters/],
  ['is readable by the group', tokenFile('group', 'SECRET', 0o640), /others can read .*; run: chmod 600 /],
  ['is readable by everyone', tokenFile('world', 'SECRET', 0o604), /others can read .*; run: chmod 600 /],
]

for (const [what, file, says] of files) {
  usage(`an access token file that ${what} gets one line that says what to do`, async () => {
    assertOneLine(
      await run(['enroll', '--factor', 'otp', '--json', '--access-token-file', file], environment),
      says,
      what,
    )
  })
}

usage.run()
