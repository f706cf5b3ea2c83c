import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codeOf, wrongCodeFor } from './authenticator.ts'
import { jsonLines, statesOf } from './json-lines.ts'
import { environmentFor, run, start, type Running } from './run-command.ts'
import { withSandbox } from './with-sandbox.ts'

const otp = suite('enrolling an authenticator app from a script')

const call = ['enroll', '--factor', 'otp']

/** The URI in the line of `awaitingCode`, once it is printed. */
const uriFrom = async ({ stdout }: Running): Promise<string> => (await stdout.until(/otpauth:\/\/[^"\s]+/))[0]

const story = ['idle', 'requesting', 'awaitingCode', 'binding', 'savingRecoveryCode', 'done']

otp('--json --reveal gives the URI, takes a code computed from it, and ends with "saved"', () =>
  withSandbox(async (running) => {
    const command = start([...call, '--json', '--reveal'], environmentFor(running))
    command.type(codeOf(await uriFrom(command)))
    await command.stdout.until(/"state":"savingRecoveryCode"/)
    command.type('saved')
    const { code, stdout, stderr } = await command.ended
    assert.is(code, 0)
    assert.is(stderr, '')
    assert.equal(statesOf(stdout), story)
    const [recoveryCode] = jsonLines(stdout).flatMap((line) => line.recoveryCode ?? [])
    assert.match(String(recoveryCode), /^[0-9a-f]{4}(-[0-9a-f]{4}){5}$/)
    assert.equal(
      running.sandbox.factors().map(({ factorType }) => factorType),
      ['OTP'],
    )
  }),
)

otp('a wrong code reads the next line, and no second challenge is asked for', () =>
  withSandbox(async (running) => {
    const command = start([...call, '--json', '--reveal'], environmentFor(running))
    const uri = await uriFrom(command)
    command.type(wrongCodeFor(uri))
    command.type(codeOf(uri))
    command.type('saved')
    const { code, stdout, stderr } = await command.ended
    assert.is(code, 0)
    assert.equal(statesOf(stdout), [...story.slice(0, 4), 'awaitingCode', ...story.slice(3)])
    const [, second] = jsonLines(stdout).filter(({ state }) => state === 'awaitingCode')
    assert.is(second?.error, 'wrongCode')
    assert.is(stderr, 'That code is not right. Check it and try again.\n')
    assert.is(
      running.sandbox.requests.filter(({ endpoint }) => endpoint === 'sendEnrollFactorRequest').length,
      1,
    )
  }),
)

otp('a line that is no code is told and costs no attempt', () =>
  withSandbox(async (running) => {
    const command = start([...call, '--json', '--reveal'], environmentFor(running))
    const uri = await uriFrom(command)
    for (const line of ['', 'hello', '123', codeOf(uri), 'saved']) command.type(line)
    const { code, stderr } = await command.ended
    assert.is(code, 0)
    assert.is(stderr.match(/That line is no code/g)?.length, 2)
    assert.not.match(stderr, 'hello')
    assert.is(running.sandbox.requests.filter(({ endpoint }) => endpoint === 'enrollFactor').length, 1)
  }),
)

otp('anything but "saved" does not confirm the recovery code', () =>
  withSandbox(async (running) => {
    const command = start([...call, '--json', '--reveal'], environmentFor(running))
    command.type(codeOf(await uriFrom(command)))
    command.type('no')
    command.type(' Saved ')
    const { code, stderr } = await command.ended
    assert.is(code, 0)
    assert.is(stderr, 'Write "saved" once the recovery code is saved.\n')
  }),
)

otp('input that ends before "saved" ends with 4 and says that the factor is active', () =>
  withSandbox(async (running) => {
    const command = start(call.concat('--reveal'), environmentFor(running))
    command.type(codeOf(await uriFrom(command)))
    command.endInput()
    const { code, stderr } = await command.ended
    assert.is(code, 4)
    assert.match(stderr, 'The factor is active, but you left without saving its recovery code.')
    assert.is(running.sandbox.factors().length, 1)
  }),
)

otp('--ack-recovery-code needs no line "saved"', () =>
  withSandbox(async (running) => {
    const command = start([...call, '--json', '--reveal', '--ack-recovery-code'], environmentFor(running))
    command.type(codeOf(await uriFrom(command)))
    const { code, stdout } = await command.ended
    assert.is(code, 0)
    assert.equal(statesOf(stdout), story)
  }),
)

otp('without --json the output reads as text, with key and link only under --reveal', () =>
  withSandbox(async (running) => {
    const command = start([...call, '--reveal'], environmentFor(running))
    const uri = await uriFrom(command)
    command.type(wrongCodeFor(uri))
    command.type(codeOf(uri))
    command.type('saved')
    const { code, stdout, stderr } = await command.ended
    assert.is(code, 0)
    assert.match(
      stdout,
      /^Preparing…\nType this key into your authenticator app, then enter the 6 digits it shows\.\nKey: ([A-Z2-7]{4} ){7}[A-Z2-7]{4}\nLink: otpauth:[^\n]+\nChecking…\n/,
    )
    assert.match(
      stdout,
      /\nChecking…\nIt worked\. [^\n]+\nRecovery code: [0-9a-f-]+\nYour authenticator app is active\.\n$/,
    )
    assert.is(stdout.match(/^Key: /gm)?.length, 1, 'the key is told once')
    assert.is(stderr, 'That code is not right. Check it and try again.\n')
  }),
)

otp('ten lines in a row that are no code end the reading: a script that loops is not answered for ever', () =>
  withSandbox(async (running) => {
    const command = start([...call, '--reveal'], environmentFor(running))
    for (let line = 0; line < 100; line += 1) command.type('12')
    const { code, stderr } = await command.ended
    assert.is(code, 4)
    assert.is(stderr.match(/That line is no code/g)?.length, 10)
    assert.match(
      stderr,
      /\nNo more lines are read: 10 in a row were of no use\.\nCancelled\. Nothing was added\.\n$/,
    )
  }),
)

otp(
  'lines in a row that do not say "saved" end the reading as well; one of use in between starts the count anew',
  () =>
    withSandbox(async (running) => {
      const command = start([...call, '--reveal'], environmentFor(running))
      const uri = await uriFrom(command)
      for (let line = 0; line < 9; line += 1) command.type('12')
      command.type(codeOf(uri))
      for (let line = 0; line < 20; line += 1) command.type('no')
      const { code, stderr } = await command.ended
      assert.is(code, 4)
      assert.is(stderr.match(/That line is no code/g)?.length, 9)
      assert.is(stderr.match(/Write "saved"/g)?.length, 10)
      assert.match(stderr, /No more lines are read/)
    }),
)

otp('left at the recovery code, the next step is told as commands', () =>
  withSandbox(async (running) => {
    const command = start([...call, '--reveal'], environmentFor(running))
    command.type(codeOf(await uriFrom(command)))
    command.endInput()
    const { stderr } = await command.ended
    assert.match(
      stderr,
      /remove the factor and add it again\.\nTo remove it: mfa-enroll factors remove ID, with the id from: mfa-enroll factors\n/,
    )
  }),
)

otp('where it cannot be told whether it worked, the command that shows it is told', () =>
  withSandbox(async (running) => {
    const command = start([...call, '--reveal'], environmentFor(running))
    const code = codeOf(await uriFrom(command))
    running.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
    running.sandbox.faults.add({ endpoint: 'listEnrolledFactors', kind: 'refusal', statusCode: 403 })
    command.type(code)
    const { stderr } = await command.ended
    assert.match(
      stderr,
      /could not be told whether the factor was added[^\n]+\nLook with: mfa-enroll factors\n/,
    )
  }),
)

otp('where nothing answers, the address that was tried is told', async () => {
  const env = { GENAUTH_HOST: 'http://127.0.0.1:1/', GENAUTH_APP_ID: 'app', GENAUTH_ACCESS_TOKEN: 'token' }
  const { code, stderr } = await run([...call, '--reveal'], env)
  assert.is(code, 5)
  assert.match(stderr, /^The service cannot be reached\.[^\n]+\nTried: http:\/\/127\.0\.0\.1:1\nSupport: /)
})

otp('the brand decides which headers are sent, and both reach the account', () =>
  withSandbox(async (running) => {
    for (const brand of ['genauth', 'authing']) {
      const { code, stdout } = await run([...call, '--json', '--brand', brand], environmentFor(running))
      assert.is(code, 4)
      assert.ok(statesOf(stdout).includes('awaitingCode'), brand)
    }
  }),
)

otp('options win over the environment', () =>
  withSandbox(async (running) => {
    const { url, sandbox } = running
    const { GENAUTH_ACCESS_TOKEN } = environmentFor(running)
    const elsewhere = { GENAUTH_HOST: 'http://127.0.0.1:9', GENAUTH_APP_ID: 'other', GENAUTH_ACCESS_TOKEN }
    const { stdout } = await run([...call, '--json', '--host', url, '--app-id', sandbox.appId], elsewhere)
    assert.ok(statesOf(stdout).includes('awaitingCode'))
  }),
)

otp.run()
