import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Fault, RunningSandbox } from '../../src/sandbox/index.ts'
import { bind, phoneChoice } from './bound-factor.ts'
import { environmentFor, run } from './run-command.ts'
import { withSandbox } from './with-sandbox.ts'

const hostile = suite('a hostile text of the server, in terminal and log')

const texts = {
  'that clears the screen and sets the title': '\u001B[2J\u001B]0;owned\u0007\u009B31m',
  'that turns the reading direction': '\u202Eenod\u2066x\u2069\u200F',
  'that is HTML': '<img src=x onerror=alert(1)><script>alert(1)</script>',
  'of 10,000 characters': 'owned '.repeat(1_667),
  'that writes lines of its own': 'ok\r\ndone\u2028Your factor is active\u0085\n{"state":"done"}',
  'that is invisible': 'a\u200B\u200C\u{E0041}\uFEFFb\u00AD',
}

// What no output of ours holds: control characters but the line feed, and what turns or hides text.
const harmful = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/u
const withoutLineFeeds = (text: string): string => text.replaceAll('\n', '')

const places: Readonly<Record<string, (text: string) => readonly Fault[]>> = {
  'the message of a refusal': (message) => [
    { kind: 'refusal', endpoint: 'sendEnrollFactorRequest', statusCode: 403, message },
    { kind: 'refusal', endpoint: 'listFactorsToEnroll', statusCode: 403, message },
  ],
  'the request id': (value) => [
    { kind: 'replacedField', endpoint: '*', path: 'requestId', value },
    { kind: 'replacedField', endpoint: '*', path: 'statusCode', value: 403 },
  ],
  'the status code': (value) => [{ kind: 'replacedField', endpoint: '*', path: 'statusCode', value }],
  'a factor id': (value) => [
    { kind: 'replacedField', endpoint: 'listEnrolledFactors', path: 'data.0.factorId', value },
  ],
  'a factor type': (value) => [
    { kind: 'replacedField', endpoint: 'listEnrolledFactors', path: 'data.0.factorType', value },
    { kind: 'replacedField', endpoint: 'listFactorsToEnroll', path: 'data.0.factorType', value },
  ],
  'a phone number': (value) => [
    { kind: 'replacedField', endpoint: 'listEnrolledFactors', path: 'data.0.profile.phoneNumber', value },
  ],
  'the account in the link for the app': (text) => [
    {
      kind: 'replacedField',
      endpoint: 'sendEnrollFactorRequest',
      path: 'data.otpData.qrCodeUri',
      value: `otpauth://totp/Pool:${encodeURIComponent(text)}?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Pool`,
    },
  ],
}

const commands: readonly (readonly string[])[] = [
  ['factors'],
  ['factors', '--json'],
  ['enroll', '--factor', 'otp', '--reveal'],
  ['enroll', '--factor', 'otp', '--json', '--reveal'],
]

const meet = ({ sandbox }: RunningSandbox, faults: readonly Fault[]): void => {
  for (const fault of faults) sandbox.faults.add(fault)
}

for (const [place, faultsWith] of Object.entries(places))
  for (const [what, text] of Object.entries(texts))
    hostile(`${what}, as ${place}, is harmless`, () =>
      withSandbox(async (running) => {
        await bind(running, phoneChoice('18800001234'))
        meet(running, faultsWith(text))
        for (const command of commands) {
          const { stdout, stderr, code } = await run(command, environmentFor(running), ['000000'])
          const name = command.join(' ')
          assert.not.match(withoutLineFeeds(stdout + stderr), harmful, name)
          assert.is.not(code, 1, `${name} is no bug`)
          for (const line of `${stdout}\n${stderr}`.split('\n'))
            assert.ok(line.length < 6_000, `${name} has a line of ${line.length}`)
          if (command.includes('--json'))
            for (const line of stdout.split('\n')) if (line !== '') assert.type(JSON.parse(line), 'object')
        }
      }),
    )

hostile('does arrive: what is shown at all is shown as the text it is', () =>
  withSandbox(async (running) => {
    await bind(running, phoneChoice('18800001234'))
    meet(running, places['a factor id']?.(texts['that is HTML']) ?? [])
    const { stdout } = await run(['factors', '--json'], environmentFor(running))
    assert.match(stdout, '<script>')
  }),
)

hostile.run()
