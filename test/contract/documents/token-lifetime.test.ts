// "Valid for one minute": the token of step 1, in every page.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { vendorLimits } from '../../../machines/index.ts'
import { redact } from '../../../machines/index.ts'
import { chosen, enroll, errorOf, request, valueOf } from '../../genauth/given.ts'
import { atSandbox, enrolled, ours, requested, sentCode } from './at-sandbox.ts'

const lifetime = suite('the minute of the enrollmentToken')

const profile = { email: 'ann@example.org' }

for (const [after, statusCode] of [
  [59_999, 200],
  [60_000, 400],
] as const) {
  lifetime(
    `${after} ms after it was given, the right code of an e-mail is answered with ${statusCode}`,
    // The code of an e-mail lives longer, so it is the token that dies.
    atSandbox({}, async (at) => {
      const asked = await at.vendor.sendEnrollFactorRequest({ factorType: requested.EMAIL, profile })
      at.clock.increment(after)
      const reply = await at.vendor.enrollFactor({
        factorType: enrolled.EMAIL,
        enrollmentToken: asked.data.enrollmentToken,
        enrollmentData: { passCode: sentCode(at) },
      })
      assert.is(reply.statusCode, statusCode)
      assert.is(reply.apiCode, undefined, 'no document names a code for a dead token')
      assert.is(at.sandbox.factors().length, statusCode === 200 ? 1 : 0)
    }),
  )
}

for (const [name, serviceAt] of Object.entries(ours)) {
  lifetime(
    `${name} states it, and meets a dead token as the person's error of this call`,
    atSandbox({}, async (at) => {
      const service = serviceAt(at)
      assert.is(service.limits.tokenLifetimeMs, 60_000)
      assert.is(vendorLimits.tokenLifetimeMs, 60_000)
      const { enrollmentToken } = valueOf(await request(service, chosen.EMAIL))
      at.clock.increment(60_000)
      const enrollmentData = redact({ passCode: sentCode(at) })
      const error = errorOf(await enroll(service, { factorType: 'EMAIL', enrollmentToken, enrollmentData }))
      // 400 without an apiCode: only the clock can tell that it was the token. The machine asks its own.
      assert.equal([error._tag, 'statusCode' in error && error.statusCode], ['invalidInput', 400])
    }),
  )
}

lifetime.run()
