import { Session } from 'node:inspector/promises'
import { inspect } from 'node:util'
import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { isRedacted, redact, Redacted, redacted, reveal } from '../../machines/index.ts'

const canary = 'canary-4711'
const redaction = suite('redacted values')

const printers: Readonly<Record<string, (value: unknown) => string>> = {
  String,
  'a template': (value) => `${String(value)}`,
  'JSON.stringify': (value) => JSON.stringify({ value }),
  'util.inspect': (value) => inspect({ value }, { depth: Infinity, showHidden: true, getters: true }),
  'util.inspect without custom functions': (value) =>
    inspect(value, { customInspect: false, showHidden: true }),
  'Object.entries': (value) => JSON.stringify(Object.entries(Object(value))),
  'own properties': (value) => Reflect.ownKeys(Object(value)).join(),
  'a spread copy': (value) => inspect({ ...Object(value) }),
  structuredClone: (value) => inspect(structuredClone(value)),
  'an error with it': (value) => inspect(new Error('failed', { cause: value })),
}
for (const [name, print] of Object.entries(printers)) {
  redaction(`${name} does not show what they hold`, () => {
    for (const value of [redact(canary), redact({ canary }), redact([canary])])
      assert.not.ok(print(value).includes(canary), print(value))
  })
}

redaction('a debugger, and the console of a browser with it, does not show what they hold', async () => {
  const session = new Session()
  session.connect()
  try {
    Object.assign(globalThis, { examined: { code: redact(canary) }, control: canary })
    const seen = async (expression: string) => {
      const { result } = await session.post('Runtime.evaluate', { expression, generatePreview: true })
      const { objectId = '' } = result
      const inside = objectId === '' ? null : await session.post('Runtime.getProperties', { objectId })
      return JSON.stringify([result, inside])
    }
    assert.ok((await seen('control')).includes(canary))
    assert.not.ok((await seen('examined')).includes(canary))
    assert.not.ok((await seen('examined.code')).includes(canary))
  } finally {
    session.disconnect()
    Reflect.deleteProperty(globalThis, 'examined')
    Reflect.deleteProperty(globalThis, 'control')
  }
})

redaction('they print as <redacted>, so that a reader knows something was there', () => {
  assert.is(String(redact(canary)), '<redacted>')
  assert.is(JSON.stringify({ code: redact(canary) }), '{"code":"<redacted>"}')
  assert.is(inspect(redact(canary)), '<redacted>')
})

redaction('reveal gives back the very value', () => {
  const value = { canary }
  assert.is(reveal(redact(value)), value)
})

const impostors: readonly unknown[] = [
  '<redacted>',
  canary,
  {},
  Object.create(Redacted.prototype),
  structuredClone(redact(canary)),
  JSON.parse(JSON.stringify(redact(canary))),
  null,
  undefined,
]
for (const impostor of impostors) {
  redaction(`reveal refuses ${inspect(impostor)}, and does not repeat it`, () => {
    assert.is(isRedacted(impostor), false)
    assert.throws(
      () => reveal(impostor as never),
      (error: unknown) =>
        error instanceof TypeError && error.message.includes('redact()') && !error.message.includes(canary),
    )
  })
}

const codec = redacted(t.string)

redaction('the codec takes the clear form and the redacted one, and checks both', () => {
  for (const input of [canary, redact(canary)]) {
    const decoded = codec.decode(input)
    assert.ok(E.isRight(decoded))
    assert.is(reveal(decoded.right), canary)
    assert.is(codec.encode(decoded.right), canary)
  }
  assert.ok(E.isLeft(codec.decode(7)))
  assert.ok(E.isLeft(codec.decode(redact(7))))
})

redaction('the codec knows its own', () => {
  assert.ok(codec.is(redact(canary)))
  assert.not.ok(codec.is(canary))
  assert.not.ok(codec.is(redact(7)))
})

redaction.run()
