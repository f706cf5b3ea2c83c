import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { ServiceError } from '../../machines/index.ts'
import { directoryFromAuthenticationClient } from '../../src/genauth/index.ts'
import { cleanJson, parseJson } from '../../src/json/index.ts'
import { askedId, endpoints, everyCall } from './every-call.ts'

const forbidden = ['__proto__', 'constructor', 'prototype']

/** JSON as text, so that an object may have any key, twice even, and a key may be spelt with escapes. */
type Written = { readonly text: string; readonly levels: number }

const escaped = (name: string) =>
  `"${Array.from(name, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`

const keyOf = (texts: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.constantFrom(...forbidden.flatMap((name) => [JSON.stringify(name), escaped(name)])),
    fc.constantFrom('"data"', '"statusCode"', '"factorId"', '"polluted"', '"toString"', '"0"'),
    texts.map((text) => JSON.stringify(text)),
  )

/** Any JSON at all, whose texts are made by `texts`, full of keys that reach for prototypes. */
const anyJson = (texts: fc.Arbitrary<string>): fc.Arbitrary<Written> => {
  const leaf = fc
    .oneof(texts, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null))
    .map((value) => ({ text: JSON.stringify(value), levels: 0 }))
  const { tree } = fc.letrec<{ tree: Written }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 12, withCrossShrink: true },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }).map((items) => ({
        text: `[${items.map(({ text }) => text).join(',')}]`,
        levels: 1 + Math.max(0, ...items.map(({ levels }) => levels)),
      })),
      fc.array(fc.tuple(keyOf(texts), tie('tree')), { maxLength: 4 }).map((entries) => ({
        text: `{${entries.map(([key, { text }]) => `${key}:${text}`).join(',')}}`,
        levels: 1 + Math.max(0, ...entries.map(([, { levels }]) => levels)),
      })),
    ),
  }))
  return tree
}

/** Every key of every object within, own ones and inherited ones alike. */
const keysWithin = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return []
  const found: string[] = []
  // for…in sees what a prototype was given, too.
  for (const key in value) found.push(key, ...keysWithin(Reflect.get(value, key)))
  return [...found, ...Object.getOwnPropertyNames(value)]
}

/** The same without the keys, by another way: JSON's own reviver. */
const expected = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    for (const key of forbidden) if (Object.hasOwn(value, key)) Reflect.deleteProperty(value, key)
    return value
  })

const globals = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  String.prototype,
  Object,
  Array,
  Reflect,
]
const globalState = () =>
  globals.map((one) =>
    Reflect.ownKeys(one).map((key) => {
      const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(one, key) ?? {}
      return [key, value, get, set, flags]
    }),
  )

const pollution = suite('JSON that reaches for prototypes')

pollution('loses those keys at every depth, keeps all else, and changes nothing global', () => {
  const before = globalState()
  fc.assert(
    fc.property(anyJson(fc.string()), ({ text }) => {
      const parsed = parseJson(text)
      if (E.isLeft(parsed)) throw new Error('it was refused')
      assert.equal(
        keysWithin(parsed.right).filter((key) => forbidden.includes(key)),
        [],
      )
      assert.equal(parsed.right, expected(text))
      assert.equal(cleanJson(JSON.parse(text)), parsed)
    }),
    { numRuns: 500 },
  )
  assert.equal(globalState(), before)
})

pollution('the keys are in what is tried, deep down too', () => {
  const samples = fc.sample(anyJson(fc.string()), { numRuns: 500, seed: 1 })
  for (const key of forbidden) {
    assert.ok(samples.some(({ text, levels }) => levels > 3 && text.includes(JSON.stringify(key))))
    assert.ok(samples.some(({ text }) => text.includes(escaped(key))))
  }
})

pollution.run()

const planted = 'PLANTED'
const leak = fc.string({ maxLength: 20 }).map((text) => `${planted}${text}`)

/** An envelope that means well or ill, with the server's texts in all that is not a code. */
const envelope = fc
  .record({
    statusCode: fc.constantFrom(200, 200, 200, 400, 401, 404, 413, 429, 499, 500, 601, 0, -1),
    apiCode: fc.constantFrom(undefined, 6001, 1700, 2001, 2020, 2204, 1002, '6001', planted),
    message: leak,
    requestId: fc.constantFrom(undefined, 'req-1', `\u001b[2J${planted}`, null),
    data: anyJson(leak),
    code: fc.boolean(),
  })
  .map(({ statusCode, apiCode, message, requestId, data, code }) => {
    const rest = JSON.stringify({ apiCode, message, requestId, [code ? 'code' : 'statusCode']: statusCode })
    return `{"data":${data.text},${rest.slice(1)}`
  })

const replies = suite('whatever a server writes')

/** No answer throws, tells what the server wrote, or has a key that reaches for a prototype. */
const check = (answer: E.Either<ServiceError, unknown>) => {
  assert.equal(
    keysWithin(answer).filter((key) => forbidden.includes(key)),
    [],
  )
  if (E.isRight(answer)) return
  assert.ok(E.isRight(ServiceError.decode(answer.left)))
  assert.not.ok(JSON.stringify(answer.left).includes(planted), JSON.stringify(answer.left))
}

for (const endpoint of endpoints) {
  replies(`is no error text of ${endpoint}, and changes nothing global`, async () => {
    const before = globalState()
    const property = fc.asyncProperty(
      envelope,
      fc.constantFrom(200, 200, 201, 400, 404, 500),
      async (body, status) => {
        const fetch = async () => new Response(body, { status, headers: { date: planted } })
        check(await everyCall[endpoint]('https://acme.genauth.ai', { fetch }))
      },
    )
    await fc.assert(property, { numRuns: 150 })
    assert.equal(globalState(), before)
  })
}

replies("is none through the vendor's SDK either, whether it answers or throws", async () => {
  const before = globalState()
  const property = fc.asyncProperty(envelope, fc.boolean(), async (body, throws) => {
    const data: unknown = JSON.parse(body)
    const answer = async () => {
      if (throws)
        throw Object.assign(new Error(planted), {
          response: { status: 400, data, headers: { date: planted } },
        })
      return data
    }
    const directory = directoryFromAuthenticationClient({
      resetFactor: answer,
      getFactor: answer,
      listEnrolledFactors: answer,
      listFactorsToEnroll: answer,
    })
    check(await directory.listEnrolledFactors()())
    check(await directory.listFactorsToEnroll()())
    check(await directory.getFactor(askedId)())
    check(await directory.resetFactor(askedId)())
  })
  await fc.assert(property, { numRuns: 150 })
  assert.equal(globalState(), before)
})

replies.run()
