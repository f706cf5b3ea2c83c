import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { EnrolledFactor, reveal } from '../../machines/index.ts'
import type { FactorDirectory } from '../../machines/index.ts'
import { directoryAt, errorOf, valueOf } from './given.ts'
import { json, withServer } from './loopback.ts'

const directory = suite("the data of the directory's replies")

const ok = (data?: unknown) => ({ statusCode: 200, message: '', requestId: 'req-1', data })
const factor = {
  factorId: 'user-1|phone',
  factorType: 'SMS',
  profile: { phoneNumber: '138', phoneCountryCode: '+86' },
}

type Ask<A> = (one: FactorDirectory) => Promise<A>

/** What the directory makes of one reply. */
const replied = async <A>(body: object, ask: Ask<A>): Promise<A> => {
  const answers: A[] = []
  await withServer(
    (response) => json(response, body),
    async ({ url }) => {
      answers.push(await ask(directoryAt(url)))
    },
  )
  const [answer] = answers
  if (answer === undefined) throw new Error('there was no answer')
  return answer
}

const toEnroll: ReadonlyArray<readonly [string, unknown, readonly string[]]> = [
  ['an array', [{ factorType: 'OTP' }, { factorType: 'FACE' }], ['OTP', 'FACE']],
  ['a single object, as in every sample of the docs', { factorType: 'OTP' }, ['OTP']],
  ['null', null, []],
  ['nothing', undefined, []],
  ['of a type nobody knows, with more in it', [{ factorType: 'PASSKEY', name: 'x' }], ['PASSKEY']],
]
for (const [name, value, types] of toEnroll) {
  directory(`reads what may be added where it is ${name}`, async () => {
    assert.equal(
      valueOf(await replied(ok(value), (one) => one.listFactorsToEnroll()())),
      types.map((factorType) => ({ factorType })),
    )
  })
}

for (const [name, value, path] of [
  ['a text', 'OTP', 'data'],
  ['texts', ['OTP'], 'data.0'],
  ['without a type', [{ factorType: 'OTP' }, {}], 'data.1.factorType'],
  ['with a type for a terminal to obey', [{ factorType: '\u001b[2J' }], 'data.0.factorType'],
] as const) {
  directory(`says where what may be added cannot be read: ${name}`, async () => {
    assert.equal(errorOf(await replied(ok(value), (one) => one.listFactorsToEnroll()())), {
      _tag: 'invalidResponse',
      paths: [path],
      statusCode: 200,
      requestId: 'req-1',
    })
  })
}

for (const [name, value] of [
  ['an object', { ...factor, secret: 's' }],
  ['an array of one', [factor]],
] as const) {
  directory(`reads one factor where it is ${name}, its contact redacted`, async () => {
    const one = valueOf(await replied(ok(value), (at) => at.getFactor(factor.factorId)()))
    assert.ok(EnrolledFactor.is(one))
    assert.equal(Object.keys(one).toSorted(), ['factorId', 'factorType', 'profile'])
    assert.equal(reveal(one.profile), factor.profile)
    assert.not.match(JSON.stringify(one), /138/)
  })
}

for (const [name, value, path] of [
  ['null', null, 'data'],
  ['nothing', undefined, 'data'],
  ['an empty array', [], 'data'],
  ['an array of two', [factor, factor], 'data'],
  ['a text', factor.factorId, 'data'],
  ['without an id', { factorType: 'SMS' }, 'data.factorId'],
  ['another one than was asked for', { ...factor, factorId: 'user-2|phone' }, 'data.factorId'],
] as const) {
  directory(`does not take it for the factor where it is ${name}`, async () => {
    const error = errorOf(await replied(ok(value), (one) => one.getFactor(factor.factorId)()))
    assert.equal(error, {
      _tag: 'invalidResponse',
      paths: [path],
      statusCode: 200,
      requestId: 'req-1',
    })
  })
}

directory.run()
