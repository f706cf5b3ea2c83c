import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { Replacement, beginReplacement, finishReplacement } from '../../machines/index.ts'
import { errorOf, valueOf } from '../genauth/given.ts'
import { withPerson, type DirectoryPerson, type MakeDirectory } from './factor-directory-person.ts'

const newPhone = '18900000000'
const bound = { isBound: true }

/** The phone is bound, and its replacement begun. */
const begun = async ({ directory, bindSms, ids }: DirectoryPerson) => {
  await bindSms()
  const [old = ''] = ids()
  return { old, replacement: valueOf(await beginReplacement(directory, old)()) }
}

/** What a person is promised who replaces a factor, over any `FactorDirectory`. */
export const replacementContract = (name: string, make: MakeDirectory): void => {
  const replacing = suite(`replacing a factor: ${name}`)
  const person = withPerson(make)

  replacing('the old one goes once the new one is there, and the others stay', () =>
    person(async (one) => {
      await one.bindOtp()
      const [otp = ''] = one.ids()
      await one.bindSms()
      const [, old = ''] = one.ids()
      const replacement = valueOf(await beginReplacement(one.directory, old)())
      await one.bindSms(newPhone)
      const [, , fresh = ''] = one.ids()
      assert.is(valueOf(await finishReplacement(one.directory, replacement, bound)()), 'reset')
      assert.equal(one.ids(), [otp, fresh])
    }),
  )

  replacing('an authenticator app is replaced the same way', () =>
    person(async ({ directory, bindOtp, ids }) => {
      await bindOtp()
      const [old = ''] = ids()
      const replacement = valueOf(await beginReplacement(directory, old)())
      await bindOtp()
      assert.is(valueOf(await finishReplacement(directory, replacement, bound)()), 'reset')
      assert.is(ids().length, 1)
      assert.not.ok(ids().includes(old))
    }),
  )

  replacing('where ids outlive what they name, the new one is never taken off', () =>
    person(
      async (one) => {
        const { old, replacement } = await begun(one)
        await one.bindSms(newPhone)
        for (const isBound of [true, false, true]) {
          const end = valueOf(await finishReplacement(one.directory, replacement, { isBound })())
          assert.is(end, isBound ? 'replacedInPlace' : 'notBound')
        }
        assert.is(one.resets(), 0)
        assert.equal(one.ids(), [old])
        assert.is(one.sandbox.factors()[0]?.target, `+86${newPhone}`)
      },
      { factorIds: 'user' },
    ),
  )

  replacing('a factor that is not there cannot be replaced, and nothing changes', () =>
    person(async ({ directory, bindOtp, ids }) => {
      await bindOtp()
      const before = ids()
      assert.equal(errorOf(await beginReplacement(directory, 'no-such-factor')()), { _tag: 'notFound' })
      assert.equal(ids(), before)
    }),
  )

  for (const factorIds of ['hex', 'user'] as const) {
    replacing(`an enrollment that did not bind leaves the old one alone: ${factorIds}`, () =>
      person(
        async (one) => {
          const { old, replacement } = await begun(one)
          const end = valueOf(await finishReplacement(one.directory, replacement, { isBound: false })())
          assert.equal([end, one.ids(), one.resets()], ['notBound', [old], 0])
        },
        { factorIds },
      ),
    )
  }

  replacing('a new factor of another type is no reason to take the old one off', () =>
    person(async (one) => {
      const { replacement } = await begun(one)
      await one.bindOtp()
      const end = valueOf(await finishReplacement(one.directory, replacement, { isBound: false })())
      assert.is(end, 'notBound')
      assert.equal([one.ids().length, one.resets()], [2, 0])
    }),
  )

  replacing('a reset that fails leaves both, and may be finished again', () =>
    person(async (one) => {
      const { old, replacement } = await begun(one)
      await one.bindSms(newPhone)
      const both = one.ids()
      one.sandbox.faults.add({ endpoint: 'resetFactor', kind: 'serverError', times: 1 })
      const failed = errorOf(await finishReplacement(one.directory, replacement, bound)())
      assert.is(failed._tag, 'serverFault')
      assert.equal(one.ids(), both)
      assert.is(valueOf(await finishReplacement(one.directory, replacement, bound)()), 'reset')
      assert.equal(
        one.ids(),
        both.filter((id) => id !== old),
      )
    }),
  )

  replacing('a reset whose reply is lost ends well when it is finished again, without a second reset', () =>
    person(async (one) => {
      const { old, replacement } = await begun(one)
      await one.bindSms(newPhone)
      one.sandbox.faults.add({ endpoint: 'resetFactor', kind: 'lostReply', times: 1 })
      const lost = errorOf(await finishReplacement(one.directory, replacement, bound)())
      assert.equal(lost, { _tag: 'unreachable', mayHaveArrived: true })
      assert.is(valueOf(await finishReplacement(one.directory, replacement, bound)()), 'reset')
      assert.equal([one.ids().length, one.ids().includes(old), one.resets()], [1, false, 1])
    }),
  )

  replacing('finished twice, it changes nothing the second time', () =>
    person(async (one) => {
      const { replacement } = await begun(one)
      await one.bindSms(newPhone)
      valueOf(await finishReplacement(one.directory, replacement, bound)())
      assert.is(valueOf(await finishReplacement(one.directory, replacement, bound)()), 'reset')
      assert.equal([one.ids().length, one.resets()], [1, 1])
    }),
  )

  replacing('a list that fails begins nothing, and takes nothing off', () =>
    person(async (one) => {
      const { old, replacement } = await begun(one)
      await one.bindSms(newPhone)
      const both = one.ids()
      one.sandbox.faults.add({ endpoint: 'listEnrolledFactors', kind: 'serverError', times: 2 })
      assert.is(errorOf(await beginReplacement(one.directory, old)())._tag, 'serverFault')
      assert.is(errorOf(await finishReplacement(one.directory, replacement, bound)())._tag, 'serverFault')
      assert.equal([one.ids(), one.resets()], [both, 0])
    }),
  )

  replacing(
    'a replacement is plain data without contact data: stored and read back, it can be finished',
    () =>
      person(async (one) => {
        const { replacement } = await begun(one)
        const stored = JSON.stringify(replacement)
        assert.not.match(stored, /18800000000/)
        await one.bindSms(newPhone)
        const read = Replacement.decode(JSON.parse(stored))
        if (E.isLeft(read)) throw new Error('it cannot be read back')
        assert.is(valueOf(await finishReplacement(one.directory, read.right, bound)()), 'reset')
      }),
  )

  replacing('taken back before it is finished, it takes nothing off', () =>
    person(async (one) => {
      const { replacement } = await begun(one)
      await one.bindSms(newPhone)
      const signal = AbortSignal.abort()
      errorOf(await finishReplacement(one.directory, replacement, { ...bound, signal })())
      assert.equal([one.ids().length, one.resets()], [2, 0])
    }),
  )

  replacing.run()
}
