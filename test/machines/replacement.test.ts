import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import * as TE from '#fp-ts/TaskEither'
import {
  beginReplacement,
  finishReplacement,
  nextOfReplacement,
  Replacement,
  type EnrolledFactor,
  type FactorDirectory,
  type ServiceError,
} from '../../machines/index.ts'
import { enrolled, secrets } from './examples.ts'

const replacing = suite('replacing a factor')

const old = enrolled('SMS', 'old')
const other = enrolled('SMS', 'other')
const email = enrolled('EMAIL', 'email')
const begun: Replacement = { factorId: 'old', factorType: 'SMS', before: ['old', 'other', 'email'] }

/** What is listed beside the factors that have nothing to do with it, whether the bind was done, and what follows. */
const rows = [
  { listed: [old], isBound: true, next: 'replacedInPlace' },
  { listed: [old], isBound: false, next: 'notBound' },
  { listed: [old, enrolled('SMS', 'new')], isBound: true, next: 'resetOld' },
  // It may be anybody's: another tab's, another replacement's.
  { listed: [old, enrolled('SMS', 'new')], isBound: false, next: 'notBound' },
  { listed: [enrolled('SMS', 'new')], isBound: true, next: 'reset' },
  { listed: [enrolled('SMS', 'new')], isBound: false, next: 'notBound' },
  { listed: [], isBound: true, next: 'notBound' },
  { listed: [], isBound: false, next: 'notBound' },
  // A new one of another type takes nothing's place.
  { listed: [old, enrolled('EMAIL', 'new')], isBound: true, next: 'replacedInPlace' },
  { listed: [old, enrolled('EMAIL', 'new')], isBound: false, next: 'notBound' },
  { listed: [enrolled('OTP', 'new')], isBound: true, next: 'notBound' },
  { listed: [enrolled('OTP', 'new')], isBound: false, next: 'notBound' },
] as const

for (const { listed, isBound, next } of rows) {
  const ids = listed.map(({ factorType, factorId }) => `${factorType} ${factorId}`).join(', ') || 'neither'
  replacing(`${isBound ? 'bound' : 'not bound'}, listed ${ids}: ${next}`, () => {
    for (const rest of [[], [other], [email], [email, other]])
      for (const all of [
        [...rest, ...listed],
        [...listed, ...rest],
      ])
        assert.is(nextOfReplacement(begun, all, { isBound }), next)
  })
}

replacing(
  'never takes the old id for the new one, whatever a stored replacement says was there before',
  () => {
    for (const before of [[], ['other'], ['old']])
      assert.is(nextOfReplacement({ ...begun, before }, [old], { isBound: true }), 'replacedInPlace')
  },
)

replacing('takes a factor of a type nobody knows for what it is', () => {
  const passkey = (factorId: string) => ({ ...old, factorId, factorType: 'PASSKEY' })
  const of = { factorId: 'old', factorType: 'PASSKEY', before: ['old'] }
  assert.is(nextOfReplacement(of, [passkey('old'), passkey('new')], { isBound: true }), 'resetOld')
  assert.is(nextOfReplacement(of, [passkey('old'), enrolled('OTP', 'new')], { isBound: false }), 'notBound')
})

const notScripted = () => TE.left<ServiceError>({ _tag: 'unsupported' })

/** An account whose list is looked at and whose factors are taken off. */
const account = (...factors: readonly EnrolledFactor[]) => {
  let listed = factors
  const calls: string[] = []
  const signals: unknown[] = []
  let failing: ServiceError | null = null
  const directory: FactorDirectory = {
    listEnrolledFactors: (options) => async () => {
      calls.push('list')
      signals.push(options?.signal)
      return E.right(listed)
    },
    listFactorsToEnroll: notScripted,
    getFactor: notScripted,
    resetFactor: (factorId, options) => async () => {
      calls.push(`reset ${factorId}`)
      signals.push(options?.signal)
      if (failing !== null) return E.left(failing)
      listed = listed.filter((factor) => factor.factorId !== factorId)
      return E.right(undefined)
    },
  }
  return {
    directory,
    calls,
    signals,
    add: (factor: EnrolledFactor) => {
      listed = [...listed, factor]
    },
    fail: (error: ServiceError | null) => {
      failing = error
    },
    ids: () => listed.map(({ factorId }) => factorId),
  }
}

replacing('begins with a look at the list, and changes nothing', async () => {
  const { directory, calls, ids } = account(old, email)
  const started = await beginReplacement(directory, 'old')()
  assert.equal(started, E.right({ factorId: 'old', factorType: 'SMS', before: ['old', 'email'] }))
  assert.equal(calls, ['list'])
  assert.equal(ids(), ['old', 'email'])
})

replacing('can be stored as JSON in between, without contact data', async () => {
  const { directory } = account(old, email)
  const started = await beginReplacement(directory, 'old')()
  const json = JSON.stringify(E.isRight(started) && started.right)
  assert.equal(Replacement.decode(JSON.parse(json)), started)
  for (const secret of [secrets.phoneNumber, secrets.email]) assert.not.ok(json.includes(secret))
})

replacing('of a factor that the account does not have is not begun', async () => {
  const { directory } = account(email)
  assert.equal(await beginReplacement(directory, 'old')(), E.left({ _tag: 'notFound' }))
})

replacing('takes the old one off once the new one is listed, and a second time changes nothing', async () => {
  const { directory, add, calls, ids } = account(old, other, email)
  add(enrolled('SMS', 'new'))
  for (let time = 0; time < 2; time += 1)
    assert.equal(await finishReplacement(directory, begun, { isBound: true })(), E.right('reset'))
  assert.equal(calls, ['list', 'reset old', 'list'])
  assert.equal(ids(), ['other', 'email', 'new'])
})

replacing('takes nothing off on the word alone that something was bound', async () => {
  for (const isBound of [true, false]) {
    const { directory, calls, ids } = account(old, other, email)
    const end = await finishReplacement(directory, begun, { isBound })()
    assert.equal(end, E.right(isBound ? 'replacedInPlace' : 'notBound'))
    assert.equal(calls, ['list'])
    assert.equal(ids(), ['old', 'other', 'email'])
  }
})

replacing('that could not take the old one off says why, and may be finished later', async () => {
  const { directory, add, fail, ids } = account(old)
  add(enrolled('SMS', 'new'))
  fail({ _tag: 'timedOut' })
  assert.equal(await finishReplacement(directory, begun, { isBound: true })(), E.left({ _tag: 'timedOut' }))
  assert.equal(ids(), ['old', 'new'])
  fail(null)
  assert.equal(await finishReplacement(directory, begun, { isBound: true })(), E.right('reset'))
  assert.equal(ids(), ['new'])
})

replacing('hands the signal on to every call', async () => {
  const { signal } = new AbortController()
  const { directory, add, signals } = account(old)
  await beginReplacement(directory, 'old', { signal })()
  add(enrolled('SMS', 'new'))
  await finishReplacement(directory, begun, { isBound: true, signal })()
  assert.equal(signals, [signal, signal, signal])
})

replacing.run()
