import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { EnrolledFactor, FactorToEnroll, ServiceError, reveal } from '../../machines/index.ts'
import type { FactorDirectory } from '../../machines/index.ts'
import { errorOf, valueOf } from '../genauth/given.ts'
import { withPerson, type MakeDirectory } from './factor-directory-person.ts'

const typesOf = (factors: readonly { readonly factorType: string }[]): readonly string[] =>
  factors.map(({ factorType }) => factorType).toSorted()

/** Every call, for a factor of this id. */
const everyCall = (directory: FactorDirectory, factorId: string) => [
  directory.listEnrolledFactors(),
  directory.listFactorsToEnroll(),
  directory.getFactor(factorId),
  directory.resetFactor(factorId),
]

/** What a `FactorDirectory` must do, whoever implements it. */
export const factorDirectoryContract = (name: string, make: MakeDirectory): void => {
  const contract = suite(`the contract of FactorDirectory: ${name}`)
  const person = withPerson(make)

  contract('at first nothing is enrolled, and all that is enabled may be', () =>
    person(async ({ directory }) => {
      assert.equal(valueOf(await directory.listEnrolledFactors()()), [])
      const choices = valueOf(await directory.listFactorsToEnroll()())
      assert.equal(typesOf(choices), ['EMAIL', 'FACE', 'OTP', 'SMS'])
      assert.ok(choices.every((choice) => FactorToEnroll.is(choice)))
    }),
  )

  contract('a factor that is enrolled is listed, and is no choice any more', () =>
    person(async ({ directory, bindSms, bindOtp }) => {
      await bindSms()
      await bindOtp()
      const listed = valueOf(await directory.listEnrolledFactors()())
      assert.equal(typesOf(listed), ['OTP', 'SMS'])
      assert.ok(listed.every((factor) => EnrolledFactor.is(factor)))
      assert.equal(typesOf(valueOf(await directory.listFactorsToEnroll()())), ['EMAIL', 'FACE'])
    }),
  )

  contract('a list of one is a list, and so is a choice of one', () =>
    person(
      async ({ directory, bindOtp }) => {
        await bindOtp()
        assert.equal(typesOf(valueOf(await directory.listEnrolledFactors()())), ['OTP'])
        assert.equal(typesOf(valueOf(await directory.listFactorsToEnroll()())), ['SMS'])
      },
      { enabledFactors: ['OTP', 'SMS'] },
    ),
  )

  for (const [factorIds, form] of [
    ['hex', /^[0-9a-f]{24}$/],
    ['user', /\|phone$/],
  ] as const) {
    contract(`a factor is got and reset by its id, which is opaque: ${factorIds}`, () =>
      person(
        async ({ directory, bindSms, ids }) => {
          await bindSms()
          const [factorId = ''] = ids()
          assert.match(factorId, form)
          const factor = valueOf(await directory.getFactor(factorId)())
          assert.ok(EnrolledFactor.is(factor))
          assert.equal([factor.factorId, factor.factorType], [factorId, 'SMS'])
          assert.is(reveal(factor.profile).phoneNumber, '18800000000')
          assert.not.match(JSON.stringify(factor), /18800000000/)
          assert.is(valueOf(await directory.resetFactor(factorId)()), undefined)
          assert.equal(valueOf(await directory.listEnrolledFactors()()), [])
          assert.equal(ids(), [])
        },
        { factorIds },
      ),
    )
  }

  contract('a factor that was reset is a choice again, and not found', () =>
    person(async ({ directory, bindOtp, ids }) => {
      await bindOtp()
      const [factorId = ''] = ids()
      valueOf(await directory.resetFactor(factorId)())
      assert.ok(typesOf(valueOf(await directory.listFactorsToEnroll()())).includes('OTP'))
      assert.is(errorOf(await directory.getFactor(factorId)())._tag, 'notFound')
      assert.is(errorOf(await directory.resetFactor(factorId)())._tag, 'notFound')
    }),
  )

  for (const factorId of ['0123456789abcdef01234567', 'nobody|phone', 'a b&c=d%7C#?/é😀']) {
    contract(`a factor that nobody has is not found, and nothing goes for it: ${factorId}`, () =>
      person(async ({ directory, bindOtp, ids }) => {
        await bindOtp()
        assert.is(errorOf(await directory.getFactor(factorId)())._tag, 'notFound')
        assert.is(errorOf(await directory.resetFactor(factorId)())._tag, 'notFound')
        assert.is(ids().length, 1)
      }),
    )
  }

  for (const factorId of ['', '\u0000', 'x'.repeat(513)]) {
    contract(`what cannot be an id takes nothing off: ${JSON.stringify(factorId).slice(0, 12)}`, () =>
      person(async ({ directory, bindOtp, ids }) => {
        await bindOtp()
        for (const task of [directory.getFactor(factorId), directory.resetFactor(factorId)]) {
          const { _tag } = errorOf(await task())
          assert.ok(_tag === 'invalidInput' || _tag === 'notFound', _tag)
        }
        assert.is(ids().length, 1)
      }),
    )
  }

  contract("another person's factor is as unknown as none, and stays", () =>
    person(async ({ sandbox, directoryFor, bindOtp, ids }) => {
      await bindOtp()
      const [factorId = ''] = ids()
      const bob = directoryFor(sandbox.signIn(sandbox.addAccount({ email: 'bob@example.com' })))
      assert.equal(valueOf(await bob.listEnrolledFactors()()), [])
      assert.is(errorOf(await bob.getFactor(factorId)())._tag, 'notFound')
      assert.is(errorOf(await bob.resetFactor(factorId)())._tag, 'notFound')
      assert.equal(ids(), [factorId])
    }),
  )

  contract('an access token nobody has opens nothing', () =>
    person(async ({ directoryFor, bindOtp, ids }) => {
      await bindOtp()
      const [factorId = ''] = ids()
      for (const task of everyCall(directoryFor('no-such-token'), factorId))
        assert.is(errorOf(await task())._tag, 'unauthorized')
      assert.equal(ids(), [factorId])
    }),
  )

  contract('a reset whose reply is lost may have arrived, and it has', () =>
    person(async ({ sandbox, directory, bindOtp, ids, resets }) => {
      await bindOtp()
      const [factorId = ''] = ids()
      sandbox.faults.add({ endpoint: 'resetFactor', kind: 'lostReply', times: 1 })
      const error = errorOf(await directory.resetFactor(factorId)())
      assert.equal(error, { _tag: 'unreachable', mayHaveArrived: true })
      assert.equal([ids(), resets()], [[], 1])
    }),
  )

  for (const [kind, tag] of [
    ['serverError', 'serverFault'],
    ['html', 'serverFault'],
    ['reset', 'unreachable'],
  ] as const) {
    contract(`${kind} fails every call as ${tag}, takes nothing off, and each is sent once`, () =>
      person(async ({ sandbox, directory, bindOtp, ids }) => {
        await bindOtp()
        const [factorId = ''] = ids()
        sandbox.faults.add({ endpoint: '*', kind })
        const before = sandbox.requests.length
        for (const task of everyCall(directory, factorId)) {
          const error = errorOf(await task())
          assert.ok(E.isRight(ServiceError.decode(error)))
          assert.is(error._tag, tag)
        }
        assert.is(sandbox.requests.length, before + 4)
        assert.equal(ids(), [factorId])
      }),
    )
  }

  contract('a reply that cannot be read is no success of any call, though a reset took effect', () =>
    person(async ({ sandbox, directory, bindOtp, ids }) => {
      await bindOtp()
      const [factorId = ''] = ids()
      sandbox.faults.add({ endpoint: '*', kind: 'empty' })
      for (const task of everyCall(directory, factorId))
        assert.is(errorOf(await task())._tag, 'invalidResponse')
      assert.equal(ids(), [])
    }),
  )

  contract('a 429 with Retry-After is throttled until then', () =>
    person(async ({ sandbox, directory, now }) => {
      sandbox.faults.add({ endpoint: 'listFactorsToEnroll', kind: 'throttled', retryAfter: 30, times: 1 })
      const error = errorOf(await directory.listFactorsToEnroll()())
      assert.is(error._tag === 'throttled' ? error.retryAt : 0, now() + 30_000)
    }),
  )

  contract('a reset taken back before it was made is not made', () =>
    person(async ({ directory, bindOtp, ids, resets }) => {
      await bindOtp()
      const [factorId = ''] = ids()
      const error = errorOf(await directory.resetFactor(factorId, { signal: AbortSignal.abort() })())
      assert.equal(error, { _tag: 'unreachable', mayHaveArrived: false })
      assert.equal([ids(), resets()], [[factorId], 0])
    }),
  )

  contract('a call is only described until it is run', () =>
    person(async ({ directory, bindOtp, ids, resets }) => {
      await bindOtp()
      const task = directory.resetFactor(ids()[0] ?? '')
      valueOf(await directory.listEnrolledFactors()())
      assert.is(resets(), 0)
      valueOf(await task())
      assert.is(resets(), 1)
    }),
  )

  contract.run()
}
