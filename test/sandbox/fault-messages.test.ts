import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createSandbox, Endpoint } from '../../src/sandbox/index.ts'
import { faultFields } from '../../src/sandbox/faults/fault-fields.ts'
import { overHttp, type Wire } from './over-http.ts'

const messages = suite('what is said of a fault that is none')

const kinds = Object.keys(faultFields).join(', ')
const endpoints = `* or one of ${Object.keys(Endpoint.keys).join(', ')}`
const wait = 'a number of milliseconds from 0 to 2147483647'

const said: readonly (readonly [input: unknown, why: string])[] = [
  [{ endpoint: 'enrollFactor', kind: 'latency' }, `kind latency needs ms: ${wait}`],
  [{ endpoint: '*', kind: 'latency', ms: '5' }, `ms must be ${wait}`],
  [
    { endpoint: '*', kind: 'slowDrip', ms: -1, pieces: 0 },
    `ms must be ${wait}; pieces must be a whole number, 1 or more`,
  ],
  [{ endpoint: '*', kind: 'meteorite' }, `there is no kind "meteorite": kind must be one of ${kinds}`],
  [{ endpoint: '*' }, `kind must be one of ${kinds}`],
  [{ endpoint: '*', kind: 'no word\u202e' }, `kind must be one of ${kinds}`],
  [
    { endpoint: 'everywhere', kind: 'hang' },
    `there is no endpoint "everywhere": endpoint must be ${endpoints}`,
  ],
  [{ kind: 'hang' }, `kind hang needs endpoint: ${endpoints}`],
  [{ endpoint: 'enrollFactor', kind: 'refused', ms: 1 }, 'endpoint must be *'],
  [
    { endpoint: '*', kind: 'lostReply', tmes: 1 },
    'there is no field "tmes": kind lostReply takes endpoint, times and nothing else',
  ],
  [
    { endpoint: '*', kind: 'refused', ms: 1, times: 1 },
    'there is no field "times": kind refused takes endpoint, ms and nothing else',
  ],
  [
    { endpoint: '*', kind: 'lostReply', 'no word\u202e': 1 },
    'kind lostReply takes endpoint, times and nothing else',
  ],
  [
    { endpoint: '*', kind: 'redirect', location: 'a\r\nb' },
    'location must be a text of printable ASCII characters',
  ],
  [
    { endpoint: '*', kind: 'spoiltField', path: 'data', how: 'eaten' },
    'how must be one of missing, null, wrongType, extra',
  ],
  [
    { endpoint: '*', kind: 'replacedField', path: 'data' },
    'kind replacedField needs value: what JSON can write, nested 64 levels deep at most',
  ],
  [{ endpoint: '*', kind: 'refusal', statusCode: '400' }, 'statusCode must be a number'],
  [[], 'a fault is an object with a kind and an endpoint'],
]

for (const [input, why] of said) {
  const title = `${why.slice(0, 60)}… (${JSON.stringify(input)})`
  messages(`in code: ${title}`, () => {
    const { faults } = createSandbox()
    assert.throws(
      () => Reflect.apply(faults.add, undefined, [input]),
      (error: unknown) =>
        error instanceof TypeError && error.message === `This is no fault the sandbox knows: ${why}`,
    )
    assert.equal(faults.list(), [])
  })
}

const tell = ({ url, sandbox }: Wire, body: string) =>
  fetch(`${url}/sandbox/${sandbox.adminToken}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })

messages(
  'over HTTP: 400 with the same reason, and an example',
  overHttp({}, async (wire) => {
    for (const [input, why] of said) {
      const response = await tell(wire, JSON.stringify(input))
      assert.is(response.status, 400)
      assert.equal(await response.json(), {
        error: `This is no fault the sandbox knows: ${why}. Send one fault as JSON, such as {"endpoint":"enrollFactor","kind":"lostReply","times":1}`,
      })
    }
    assert.equal(wire.sandbox.faults.list(), [])
  }),
)

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

messages(
  'bodies nested deeper than 64 levels are refused, and the sandbox goes on',
  overHttp({}, async (wire) => {
    for (const levels of [65, 100_000]) {
      for (const fault of [
        `{"endpoint":"*","kind":"wrongShape","body":${nested(levels)}}`,
        `{"endpoint":"*","kind":"replacedField","path":"data","value":${nested(levels)}}`,
        `{"endpoint":"*","kind":"reset","times":${nested(levels)}}`,
      ]) {
        const response = await tell(wire, fault)
        assert.is(response.status, 400)
        assert.match(
          await response.text(),
          /(?:body|value) must be what JSON can write, nested 64|times must be/,
        )
      }
    }
    assert.equal(wire.sandbox.faults.list(), [])
    assert.is((await tell(wire, `{"endpoint":"*","kind":"wrongShape","body":${nested(64)}}`)).status, 200)
    const reply = await fetch(`${wire.url}/api/v3/list-enrolled-factors`, { headers: wire.headers })
    assert.is(await reply.text(), nested(64))
  }),
)

messages('what no JSON can say is refused in code', () => {
  const circle: unknown[] = []
  circle.push(circle)
  // Two of two of two …: as a tree it would have more leaves than there is time.
  let wide: unknown = []
  for (let level = 0; level < 100; level += 1) wide = [wide, wide]
  const { faults } = createSandbox()
  for (const body of [circle, wide, 7n, { deep: [7n] }]) {
    assert.throws(
      () => faults.add({ endpoint: '*', kind: 'wrongShape', body }),
      /body must be what JSON can write/,
    )
    assert.throws(
      () => faults.add({ endpoint: '*', kind: 'replacedField', path: '', value: body }),
      /value must be what JSON can write/,
    )
  }
})

messages.run()
