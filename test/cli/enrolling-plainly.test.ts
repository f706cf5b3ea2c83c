// A person at a terminal where nothing is drawn anew, on a clock that the test holds.
import { SimulatedClock } from 'xstate'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { runEnrollment, type EnrollmentValues } from '../../src/cli/enroll/run-enrollment.ts'
import type { Target } from '../../src/cli/enroll/target.ts'
import { openTerminal } from '../../src/cli/terminal.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'
import { createEnrollment } from '../../src/live/index.ts'
import { createSandbox, type Fault } from '../../src/sandbox/index.ts'
import { codeOfKey } from './authenticator.ts'
import { photoFiles } from './photo-files.ts'
import { terminalStreams } from './terminal-streams.ts'

const plainly = suite('enrolling at a terminal that is never redrawn')

const photos = photoFiles()
plainly.after(photos.remove)

interface Circumstances {
  readonly sendIntervalMs?: number
  readonly faults?: readonly Fault[]
}

const enrolling = (
  target: Target,
  values: EnrollmentValues = { yes: true },
  { sendIntervalMs = 60_000, faults = [] }: Circumstances = {},
) => {
  const clock = new SimulatedClock()
  // Waits are told by the time of the day.
  clock.increment(Date.now())
  const sandbox = createSandbox({ clock, sendIntervalMs })
  for (const fault of faults) sandbox.faults.add(fault)
  const { streams, ...hands } = terminalStreams({ TERM: 'dumb' })
  const texts = textsFor('en')
  const terminal = openTerminal(streams, texts, false)
  const enrollment = createEnrollment({ service: sandbox.service(), clock })
  const ended = runEnrollment(enrollment, {
    streams,
    texts,
    terminal,
    interruption: { happened: () => false, onFirst: () => undefined, stop: () => undefined },
    target,
    upload: sandbox.photoUpload(),
    values,
  }).finally(() => {
    enrollment.stop()
    terminal.close()
  })
  return { clock, sandbox, ended, ...hands }
}

const otp = { factor: 'OTP', given: null } as const

plainly('what has to be at hand is told before the minute begins, and Enter goes on', async () => {
  const { sandbox, type, end, written, ended } = enrolling(otp, {})
  await written.until(
    /^Have your authenticator app open[^]*you have one minute\.\nPress Enter to go on \(q leaves\): $/,
  )
  assert.is(sandbox.requests.length, 0)
  type('')
  await written.until(/Code \(q leaves\): $/)
  type('12')
  await written.until(/Enter the 6 digits that the app shows\.\nCode \(q leaves\): $/)
  type('')
  await written.until(/(Enter the 6 digits[^]*){2}Code \(q leaves\): $/)
  end()
  assert.is(await ended, 130)
})

plainly('q before the minute leaves without a request', async () => {
  const { sandbox, type, written, ended } = enrolling(otp, {})
  await written.until(/Press Enter/)
  type('q')
  assert.is(await ended, 130)
  assert.match(written.all(), /Cancelled\. Nothing was added\.\n$/)
  assert.is(sandbox.requests.length, 0)
})

plainly('the time is told at the start, once at 20 s, and at the end', async () => {
  const { clock, type, written, ended } = enrolling(otp)
  await written.until(/\nKey: [A-Z2-7 ]+\nYou have 60 s\.\nCode \(q leaves\): $/)
  for (let second = 0; second < 39; second += 1) clock.increment(1_000)
  assert.match(written.all(), /You have 60 s\.\nCode \(q leaves\): $/)
  clock.increment(1_000)
  await written.until(/Code \(q leaves\): \nAt most 20 seconds left\.\nCode \(q leaves\): $/)
  for (let second = 0; second < 19; second += 1) clock.increment(1_000)
  assert.match(written.all(), /left\.\nCode \(q leaves\): $/)
  clock.increment(1_000)
  await written.until(
    /Code \(q leaves\): \nThe minute is over\. Ask for a new code\.\nPress Enter for a new one \(q leaves\): $/,
  )
  type('q')
  assert.is(await ended, 130)
})

plainly('a code that was finished too late renews nothing, and is never sent', async () => {
  const { clock, sandbox, type, written, ended } = enrolling(otp)
  await written.until(/Code \(q leaves\): $/)
  clock.increment(60_000)
  await written.until(/new one \(q leaves\): $/)
  type('123456')
  await written.until(/Press Enter alone, or q and Enter\.\n[^\n]+: $/)
  const asked = () => sandbox.requests.filter(({ endpoint }) => endpoint === 'sendEnrollFactorRequest').length
  assert.is(asked(), 1)
  type('')
  await written.until(/the key is a new one[^]*\nKey: [^]*You have 60 s\.\nCode \(q leaves\): $/)
  assert.is(asked(), 2)
  const [, key = ''] = /\nKey: ([A-Z2-7 ]+)\n[^]*\nKey: ([A-Z2-7 ]+)\n/.exec(written.all())?.slice(1) ?? []
  type(codeOfKey(key, clock.now()))
  await written.until(/Type saved once you have saved it: $/)
  type('saved')
  assert.is(await ended, 0)
  assert.is(sandbox.requests.filter(({ endpoint }) => endpoint === 'enrollFactor').length, 1)
})

plainly('no picture is drawn unless --ascii asks for it, and the key always is', async () => {
  const without = enrolling(otp)
  await without.written.until(/Code \(q leaves\): $/)
  assert.not.match(without.written.all(), /##|█/)
  without.end()
  await without.ended
  const drawn = enrolling(otp, { yes: true, ascii: true })
  await drawn.written.until(/Code \(q leaves\): $/)
  // The window of 80 columns is too narrow, and to leave --ascii out would give no picture either.
  assert.match(
    drawn.written.all().replaceAll(/\s+/g, ' '),
    /needs 90 columns and this window has 80\. .* in a wider window\. Key: /,
  )
  drawn.end()
  await drawn.ended
})

plainly('a number that must wait is asked for again with what was entered', async () => {
  const { sandbox, clock, type, written, ended } = enrolling({ factor: 'SMS', given: '+8618800001234' })
  await written.until(/sent to \+86 188\*+1234\.\nYou have 60 s\.\nCode \(q leaves\): $/)
  clock.increment(60_000)
  await written.until(/new one \(q leaves\): $/)
  type('')
  await written.until(/(You have 60 s\.[^]*){2}Code \(q leaves\): $/)
  type(sandbox.outbox.at(-1)?.code ?? '')
  assert.is(await ended, 0)
  assert.is(sandbox.outbox.length, 2)
})

plainly(
  'a face: the photo is asked for, and told what is wrong with it before anything is sent',
  async () => {
    const { sandbox, type, written, ended } = enrolling({ factor: 'FACE', given: null }, {})
    await written.until(/^Take a photo of your face[^]*JPEG or PNG file \(q leaves\): $/)
    type('nowhere.jpg')
    await written.until(/There is no such file\. Check the path\.\n[^\n]+: $/)
    type(photos.tiny)
    await written.until(/too small to show a face\.[^]*\n[^\n]+: $/)
    assert.is(sandbox.requests.length, 0)
    type(`'${photos.face}'`)
    assert.is(await ended, 0)
    assert.match(written.all(), /Sending the photo…\nPreparing…\nChecking…\nYour face is active\./)
  },
)

plainly('a face that is rejected asks for another photo, while the same token lives', async () => {
  const { sandbox, type, written, errors, ended } = enrolling({ factor: 'FACE', given: photos.faceless })
  await written.until(
    /The photo was not accepted\.[^\n]+\nYou have \d+ s\.\nEnter alone keeps [^\n]+\n[^\n]+: $/,
  )
  await errors.until(/Support: enrollment /)
  type(photos.face)
  assert.is(await ended, 0)
  assert.is(sandbox.requests.filter(({ endpoint }) => endpoint === 'sendEnrollFactorRequest').length, 1)
})

plainly('a face whose minute is over meanwhile is renewed, and then asked for', async () => {
  const { clock, type, written, ended } = enrolling({ factor: 'FACE', given: photos.faceless })
  await written.until(/The photo was not accepted\.[^]*: $/)
  clock.increment(60_000)
  await written.until(/Press Enter for a new one \(q leaves\): $/)
  type('')
  await written.until(/leaves\): Preparing…\n[^]*file \(q leaves\): $/)
  type(photos.face)
  assert.is(await ended, 0)
})

plainly('nothing of all this is an escape sequence or goes back on its line', async () => {
  const { clock, type, written, errors, ended } = enrolling(otp, {})
  await written.until(/Press Enter/)
  type('')
  await written.until(/Code \(q leaves\): $/)
  type('000000')
  await written.until(/not right\.[^]*Code \(q leaves\): $/)
  clock.increment(60_000)
  await written.until(/new one \(q leaves\): $/)
  type('q')
  assert.is(await ended, 130)
  for (const key of ['\u001B', '\r', '\b']) assert.not.match(written.all() + errors.all(), key)
})

const sms = { factor: 'SMS', given: '+8618800001234' } as const

const places: readonly (readonly [name: string, target: Target, asked: RegExp])[] = [
  ['the factor', { factor: null, given: null }, /email or face \(q leaves\)\? $/],
  ['the phone number', { factor: 'SMS', given: null }, /country code \(q leaves\): $/],
  ['the e-mail address', { factor: 'EMAIL', given: null }, /E-mail address \(q leaves\): $/],
  ['the photo', { factor: 'FACE', given: null }, /PNG file \(q leaves\): $/],
  ['the code of an app', otp, /Code \(q leaves\): $/],
  ['the code of a message', sms, /Code \(q leaves\): $/],
]

for (const [name, target, asked] of places) {
  plainly(`q leaves at the question for ${name}`, async () => {
    const { type, written, ended } = enrolling(target)
    await written.until(asked)
    type('q')
    assert.is(await ended, 130)
    assert.match(written.all(), /Cancelled\. Nothing was added\.\n$/)
  })
}

plainly('at the recovery code q leaves when it is said twice, knowing what that means', async () => {
  const { clock, type, written, ended } = enrolling(otp)
  const [, key = ''] = await written.until(/\nKey: ([A-Z2-7 ]+)\n[^]*Code \(q leaves\): $/)
  type(codeOfKey(key, clock.now()))
  await written.until(/Type saved once you have saved it: $/)
  type('q')
  await written.until(/shown\s+only\s+now[^]*q\s+once\s+more[^]*Type saved once you have saved it: $/)
  type('no')
  await written.until(/type saved[^]*: $/)
  type('q')
  await written.until(/(q\s+once\s+more[^]*){2}: $/)
  type('q')
  assert.is(await ended, 130)
  assert.match(
    written.all().replaceAll(/\s+/g, ' '),
    /you left without saving its recovery code\. [^]*To remove it: mfa-enroll factors remove ID, with the id from: mfa-enroll factors/,
  )
})

plainly('r asks for a new message as soon as there may be one, and says when before', async () => {
  const { clock, sandbox, type, written, ended } = enrolling(sms, {}, { sendIntervalMs: 20_000 })
  await written.until(/Code \(q leaves\): $/)
  type('r')
  await written.until(/Not yet\. It takes another \d+ s\.\nCode \(q leaves\): $/)
  clock.increment(20_000)
  await written.until(/Not yet[^]*\nCode \(r sends a new one, q leaves\): $/)
  type('r')
  await written.until(/(Enter the code that was sent[^]*){2}Code \(q leaves\): $/)
  assert.is(sandbox.outbox.length, 2)
  type(sandbox.outbox.at(-1)?.code ?? '')
  assert.is(await ended, 0)
})

plainly('a used-up code is asked for no more: the wait is told, then Enter gives a new one', async () => {
  const { clock, sandbox, type, written, ended } = enrolling(sms, {}, { sendIntervalMs: 20_000 })
  await written.until(/Code \(q leaves\): $/)
  type(sandbox.outbox.at(-1)?.code === '000000' ? '111111' : '000000')
  await written.until(/That code is used up\.[^]*\nYou can have a new one in \d+ s \(q leaves\): $/)
  type('')
  await written.until(/Not yet\. It takes another \d+ s\.\n[^\n]+: $/)
  clock.increment(20_000)
  await written.until(/\nPress Enter for a new one \(q leaves\): $/)
  type('')
  await written.until(/(Enter the code that was sent[^]*){2}Code \(q leaves\): $/)
  type(sandbox.outbox.at(-1)?.code ?? '')
  assert.is(await ended, 0)
})

plainly(
  'a number that was refused for now waits, may be tried again with Enter, and another one at once',
  async () => {
    for (const another of [true, false]) {
      const faults = [
        { endpoint: 'sendEnrollFactorRequest', kind: 'throttled', retryAfter: 47, times: 1 },
      ] as const
      const { clock, sandbox, type, written, ended } = enrolling(sms, {}, { faults })
      await written.until(
        /Too many requests\.[^]*\nYou can ask again in \d+ s \(q leaves, or another number\): $/,
      )
      assert.not.match(written.all(), 'Enter alone keeps')
      type('')
      await written.until(/Not yet\. It takes another \d+ s\.\n[^\n]+: $/)
      if (another) type('+8618800005678')
      else {
        clock.increment(60_000)
        await written.until(/\nPress Enter to try again \(q leaves, or another number\): $/)
        type('')
      }
      await written.until(another ? /sent to \+86 188\*+5678/ : /sent to \+86 188\*+1234/)
      type(sandbox.outbox.at(-1)?.code ?? '')
      assert.is(await ended, 0)
    }
  },
)

plainly('where no picture is drawn the person is not told to scan one', async () => {
  const { type, written, ended } = enrolling(otp)
  await written.until(
    /Type this key into your authenticator app, then enter the 6 digits it shows\.\nKey: [^]*: $/,
  )
  assert.not.match(written.all(), 'Scan the QR code')
  type('q')
  await ended
})

plainly.run()
