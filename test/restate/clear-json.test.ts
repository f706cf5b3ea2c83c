import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isRedacted, redact, reveal } from '../../machines/index.ts'
import { fromClearJson, toClearJson } from '../../src/restate/wire/clear-json.ts'

const clearJson = suite('values in clear, to be sealed')

clearJson('come back Redacted where they were, at any depth', () => {
  const json = toClearJson({ token: redact('abc'), list: [redact({ passCode: redact('123456') })] })
  assert.match(JSON.stringify(json), /abc.*123456/)
  const back = fromClearJson(json)
  assert.is(JSON.stringify(back), '{"token":"<redacted>","list":["<redacted>"]}')
  const list = typeof back === 'object' && back !== null && 'list' in back ? back.list : null
  const first: unknown = Array.isArray(list) ? list[0] : null
  assert.ok(isRedacted(first))
  const inner = reveal(first)
  assert.ok(typeof inner === 'object' && inner !== null && 'passCode' in inner && isRedacted(inner.passCode))
  assert.is(reveal(inner.passCode), '123456')
})

clearJson('hold no more than data: what a service threw becomes null, what is undefined is left out', () => {
  const thrown = new Error('with a token in it')
  assert.equal(toClearJson({ left: thrown, at: Number.NaN, absent: undefined, text: 'a' }), {
    left: null,
    at: null,
    text: 'a',
  })
  assert.is(toClearJson(thrown), null)
})

clearJson.run()
