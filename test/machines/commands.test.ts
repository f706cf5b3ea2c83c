import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { decodeCommand, isRedacted, redact, reveal, type Command } from '../../machines/index.ts'
import { choose, submitPhoto } from './examples.ts'
import { awaitingCode } from './started.ts'

const commands = suite('commands from outside')
const problemOf = (input: unknown) => {
  const command = decodeCommand(input)
  return E.isLeft(command) ? command.left : null
}
const decoded = (input: unknown): Command => {
  const command = decodeCommand(input)
  if (E.isLeft(command)) throw new Error(`No command: ${command.left}`)
  return command.right
}
const codeOf = (passCode: unknown) => {
  const command = decoded({ type: 'code.submitted', passCode })
  return command.type === 'code.submitted' ? reveal(command.passCode) : undefined
}

const forged: readonly unknown[] = [
  { type: 'xstate.done.actor.enrollFactor', output: { bound: true, sentAt: 0, repliedAt: 0 } },
  { type: 'xstate.done.actor.listEnrolledFactors', output: { factors: [] } },
  { type: 'xstate.error.actor.enrollFactor', error: {} },
  { type: 'xstate.after.tokenLifetime.enrollment.awaitingCode' },
  { type: 'xstate.init' },
  { type: 'xstate.stop' },
  { type: 'done.invoke.enrollFactor' },
  { type: 'done.state.enrollment' },
  { type: 'error.platform.enrollFactor' },
  { type: 'enrollment.restored', at: 0, sendAgainAt: 0 },
  { type: '*' },
  { type: 'code.*' },
  { type: '' },
  { type: 'toString' },
  { type: '__proto__' },
  { type: 'constructor' },
  { type: ['factor.chosen'] },
  { type: 1 },
  {},
  [],
  null,
  undefined,
  'enrollment.cancelled',
  42,
]
for (const input of forged) {
  commands(`${JSON.stringify(input)} is no command`, () => {
    assert.is(problemOf(input), 'notACommand')
  })
}

commands('the bare commands are their type and nothing else', () => {
  for (const type of [
    'code.resend',
    'enrollment.renewed',
    'enrollment.restarted',
    'enrollment.cancelled',
    'recoveryCode.saved',
  ])
    assert.equal(decoded({ type, output: 'forged', generation: 4 }), { type })
})

commands('JSON with __proto__ decodes to what it says itself, and pollutes nothing', () => {
  const json = '{"type":"enrollment.cancelled","__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}'
  const command = decoded(JSON.parse(json))
  assert.equal(Object.keys(command), ['type'])
  assert.is(Object.getPrototypeOf(command), Object.prototype)
  assert.is(Object.hasOwn(Object.prototype, 'isAdmin'), false)

  const inherited = '{"type":"code.submitted","__proto__":{"passCode":"123456"}}'
  assert.is(problemOf(JSON.parse(inherited)), 'invalidCode')
  const choice = '{"type":"factor.chosen","factorType":"OTP","__proto__":{"profile":{"phoneNumber":"1"}}}'
  const chosen = decoded(JSON.parse(choice))
  assert.equal('profile' in chosen && reveal(chosen.profile), {})
})

const codes: readonly (readonly [typed: string, code: string])[] = [
  ['123456', '123456'],
  [' 123 456 ', '123456'],
  ['123-456', '123456'],
  ['123–456', '123456'],
  ['123\u00a0456', '123456'],
  ['１２３４５６', '123456'],
  ['\u200b123456\u200e', '123456'],
  ['123\t456\n', '123456'],
  ['004217', '004217'],
  ['1234', '1234'],
  ['12345678', '12345678'],
  ['12.34.56', '123456'],
]
for (const [typed, code] of codes) {
  commands(`the code ${JSON.stringify(typed)} is read as ${code}`, () => assert.is(codeOf(typed), code))
}

const noCodes: readonly unknown[] = [
  '',
  '123',
  '123456789',
  '12345a',
  '12 34 5O',
  'О12345',
  '١٢٣٤٥٦',
  '+12345',
  '1e5000',
  '0x1234',
  '123456\u0000',
  123456,
  null,
  ['123456'],
  { toString: () => '123456' },
  '1'.repeat(65),
  ' '.repeat(100_000),
]
for (const typed of noCodes) {
  commands(`the code ${JSON.stringify(typed)?.slice(0, 40)} is refused`, () =>
    assert.is(problemOf({ type: 'code.submitted', passCode: typed }), 'invalidCode'),
  )
}

commands('a code that is redacted already is checked all the same', () => {
  assert.is(codeOf(redact('123 456')), '123456')
  assert.is(problemOf({ type: 'code.submitted', passCode: redact('12') }), 'invalidCode')
  assert.is(problemOf({ type: 'code.submitted', passCode: '<redacted>' }), 'invalidCode')
})

commands('codes, photos and profiles are redacted once decoded', () => {
  for (const input of [
    { type: 'code.submitted', passCode: '123456' },
    submitPhoto,
    choose.SMS,
    choose.EMAIL,
  ]) {
    const command = decoded(input)
    const secret = 'passCode' in command ? command.passCode : 'photo' in command ? command.photo : undefined
    assert.ok(isRedacted('profile' in command ? command.profile : secret))
  }
})

commands('an OTP has as many digits as its provisioning URI says', async () => {
  const enrollment = await awaitingCode('OTP')
  for (const passCode of ['12345', '1234567', '12345678']) {
    assert.is(enrollment.refusal({ type: 'code.submitted', passCode }), 'invalidCode')
    await enrollment.send({ type: 'code.submitted', passCode })
  }
  assert.equal(enrollment.named('enrollFactor'), [])
  assert.is(enrollment.refusal({ type: 'code.submitted', passCode: '123456' }), null)
})

commands('the code of a message may have any length the pool can set', async () => {
  const enrollment = await awaitingCode('SMS')
  for (const passCode of ['1234', '123456', '12345678'])
    assert.is(enrollment.refusal({ type: 'code.submitted', passCode }), null)
})

const badPhotos: readonly unknown[] = [
  { photo: '', isExternalPhoto: false },
  { photo: '   ', isExternalPhoto: false },
  { photo: 'a'.repeat(2_049), isExternalPhoto: false },
  { photo: 'photos/1.jpg' },
  { photo: 'photos/1.jpg', isExternalPhoto: 'false' },
  { photo: 7, isExternalPhoto: true },
  {},
]
for (const photo of badPhotos) {
  commands(`the photo ${JSON.stringify(photo).slice(0, 60)} is refused`, () =>
    assert.is(problemOf({ type: 'photo.submitted', ...Object(photo) }), 'invalidPhoto'),
  )
}

commands('a code of an event that passed no codec is refused by the machine itself', async () => {
  const enrollment = await awaitingCode('SMS')
  // What an inspector or a plain JavaScript host may send.
  const raw = JSON.parse('{"type":"code.submitted","passCode":"<redacted>"}') as never
  assert.is(enrollment.actor.getSnapshot().can(raw), false)
  enrollment.actor.send(raw)
  assert.is(enrollment.state(), 'awaitingCode')
})

commands.run()
