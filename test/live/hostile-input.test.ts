import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Enrollment, Sent } from '../../src/index.ts'
import { choose, submitCode } from '../machines/examples.ts'
import { flushed, live } from './live-enrollment.ts'
import { stories } from './stories.ts'

const hostile = suite('input that means no good')

/** What came over a wire has no type. */
const sendAnything = (enrollment: Enrollment, input: unknown): Sent =>
  Reflect.apply(enrollment.send, null, [input])

const throwing = () => {
  throw new Error('A getter of the test throws')
}
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
/** An object whose `type` is another one each time it is looked at. */
const shifting = (...types: readonly string[]) => {
  let reads = 0
  return {
    get type() {
      reads += 1
      return types[Math.min(reads, types.length) - 1]
    },
  }
}

const long = 'x'.repeat(1_000_000)

const inputs: Readonly<Record<string, () => unknown>> = {
  null: () => null,
  undefined: () => undefined,
  'a text': () => 'enrollment.cancelled',
  'a number': () => 7,
  'a symbol': () => Symbol('type'),
  'a function': () => () => ({ type: 'enrollment.cancelled' }),
  'an empty object': () => ({}),
  'an array': () => [],
  'an array with a command in it': () => [{ type: 'enrollment.cancelled' }],
  'an array that has a type': () => Object.assign([], { type: 'enrollment.cancelled' }),
  'a type that is no text': () => ({ type: { toString: () => 'enrollment.cancelled' } }),
  'an unknown type': () => ({ type: 'enrollment.hacked' }),
  'a type of XState': () => ({ type: 'xstate.init', input: {} }),
  'xstate.stop': () => ({ type: 'xstate.stop' }),
  'a forged answer': () => ({ type: 'xstate.done.actor.enrollFactor', output: { sentAt: 0, repliedAt: 0 } }),
  'a forged answer by its machine': () => ({
    type: 'xstate.done.actor.0.enrollment.binding',
    output: { sentAt: 0, repliedAt: 0 },
    actorId: 'enrollFactor',
  }),
  'a forged failure': () => ({ type: 'xstate.error.actor.enrollFactor', error: { _tag: 'wrongCode' } }),
  'a forged timer': () => ({ type: 'xstate.after.tokenLifetime.enrollment.awaitingCode' }),
  'the old names of XState': () => ({ type: 'done.invoke.enrollFactor', data: {} }),
  'an internal event': () => ({ type: 'enrollment.restored', at: 0, sendAgainAt: 0 }),
  'a wildcard': () => ({ type: '*' }),
  'the name of a method': () => ({ type: 'toString' }),
  'the name of the prototype': () => ({ type: '__proto__' }),
  'a command as the prototype in JSON': () => JSON.parse('{"__proto__":{"type":"enrollment.cancelled"}}'),
  'a command as the prototype, something else as its own': () =>
    Object.assign(Object.create({ type: 'enrollment.cancelled' }), { other: 1 }),
  'a getter that throws': () => ({
    get type() {
      return throwing()
    },
  }),
  'a proxy that throws': () =>
    new Proxy({ type: 'enrollment.cancelled' }, { get: throwing, ownKeys: throwing }),
  'a proxy that was revoked': revoked,
  'a type of a million characters': () => ({ type: long }),
  'a profile of a million characters': () => ({ ...choose.EMAIL, profile: { email: `${long}@example.org` } }),
  'a profile that is a list': () => ({ ...choose.SMS, profile: ['18800000000'] }),
  'a profile that throws': () => ({
    ...choose.SMS,
    get profile() {
      return throwing()
    },
  }),
  'a number that throws': () => ({
    ...choose.SMS,
    profile: {
      get phoneNumber() {
        return throwing()
      },
    },
  }),
  'a code of a million characters': () => ({ ...submitCode, passCode: '1'.repeat(1_000_000) }),
  'a code that is a number': () => ({ ...submitCode, passCode: 814_273 }),
  'a code as a restored snapshot holds it': () => ({ ...submitCode, passCode: '<redacted>' }),
  'a code that only looks redacted': () => ({ ...submitCode, passCode: { toJSON: () => '814273' } }),
  'a generation that is a text': () => ({ ...submitCode, generation: '1' }),
  'an object that holds itself': () => {
    const self: Record<string, unknown> = { type: 'factor.chosen' }
    self['profile'] = self
    return self
  },
}

for (const [name, input] of Object.entries(inputs))
  hostile(`is refused with a reason, and changes nothing: ${name}`, async () => {
    for (const story of [stories.idle, stories.awaitingCode, stories.binding, stories.expired]) {
      const told = await story('SMS')
      const before = told.enrollment.getSnapshot()
      const sent = sendAnything(told.enrollment, input())
      await flushed()
      assert.is(sent.accepted, false)
      assert.type(sent.accepted === false && sent.reason, 'string')
      assert.is(told.enrollment.getSnapshot(), before)
    }
  })

hostile('never makes send throw, whatever it is, nor answer without a reason', async () => {
  const told = live()
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withMap: true, withBigInt: true }), (input) => {
      const sent = sendAnything(told.enrollment, input)
      assert.equal(sent, { accepted: false, reason: 'notACommand' })
    }),
  )
})

hostile('under the name of a command is taken or refused with a reason', async () => {
  const type = fc.constantFrom(
    'factor.chosen',
    'code.submitted',
    'photo.submitted',
    'code.resend',
    'recoveryCode.saved',
  )
  const factorType = fc.oneof(fc.constantFrom('OTP', 'SMS', 'EMAIL', 'FACE'), fc.anything())
  const anything = fc.record({
    type,
    factorType,
    profile: fc.anything(),
    passCode: fc.anything(),
    photo: fc.anything(),
  })
  await fc.assert(
    fc.asyncProperty(anything, async (input) => {
      const told = live()
      const sent = sendAnything(told.enrollment, input)
      await flushed()
      assert.ok(sent.accepted || typeof sent.reason === 'string')
      assert.is(told.calls.length > 0, sent.accepted)
    }),
  )
})

hostile(
  'is read once: a type that changes is what it was at first, and never an answer or internal',
  async () => {
    for (const later of ['xstate.done.actor.enrollFactor', 'enrollment.restored'])
      for (let reads = 1; reads < 12; reads += 1) {
        const types = Array.from({ length: reads }, () => 'enrollment.cancelled')
        const told = await stories.awaitingCode('SMS')
        assert.equal(sendAnything(told.enrollment, shifting(...types, later)), { accepted: true })
        assert.is(told.state(), 'cancelled')
      }
  },
)

hostile('is not kept: what is changed after it was sent changes nothing', async () => {
  const profile = { email: 'mina.tan@example.org' }
  const command = { type: 'factor.chosen', factorType: 'EMAIL', profile } as const
  const told = live()
  told.enrollment.send(command)
  profile.email = 'eve@example.net'
  await flushed()
  assert.equal(told.named('sendEnrollFactorRequest')[0]?.sent, {
    factorType: 'EMAIL',
    profile: { email: 'mina.tan@example.org' },
  })
  await told.pass(60_000)
  await told.send({ type: 'enrollment.renewed' })
  assert.equal(told.named('sendEnrollFactorRequest')[1]?.sent, {
    factorType: 'EMAIL',
    profile: { email: 'mina.tan@example.org' },
  })
})

hostile.run()
