import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { createSandbox, Fault } from '../../src/sandbox/index.ts'
import { at, everyFault } from './every-fault.ts'
import { overHttp, type Wire } from './over-http.ts'

const scripting = suite('telling the sandbox its faults')

const operator = ({ url, sandbox }: Wire) => {
  const address = `${url}/sandbox/${sandbox.adminToken}/faults`
  return {
    list: () => fetch(address),
    clear: () => fetch(address, { method: 'DELETE' }),
    add: (fault: unknown) =>
      fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      }),
  }
}

scripting(
  'every kind can be told over HTTP, is listed, and can be cleared',
  overHttp({}, async (wire) => {
    const { list, add, clear } = operator(wire)
    for (const [kind, faults] of Object.entries(everyFault)) {
      // The server would not answer after it.
      if (kind === 'refused') continue
      for (const fault of faults.slice(0, 3)) {
        const told = { ...at('enrollFactor', fault), times: 3 }
        assert.equal(await (await add(told)).json(), [told], kind)
        assert.equal(await (await list()).json(), [told], kind)
        assert.equal(await (await clear()).json(), [])
      }
    }
  }),
)

for (const [what, input, named] of [
  ['an unknown kind', { kind: 'meteorite', endpoint: '*' }, 'kind'],
  ['no kind', { endpoint: '*' }, 'kind'],
  ['an unknown endpoint', { kind: 'reset', endpoint: 'everything' }, 'endpoint'],
  ['a wait that is none', { kind: 'latency', endpoint: '*', ms: -1 }, 'ms'],
  ['a wait that no timer can hold', { kind: 'slowDrip', endpoint: '*', ms: 2 ** 31 }, 'ms'],
  ['a number of times that is none', { kind: 'reset', endpoint: '*', times: 1.5 }, 'times'],
  [
    'an HTTP status that is none',
    { kind: 'refusal', endpoint: '*', statusCode: 601, httpStatus: 601 },
    'httpStatus',
  ],
  [
    'an HTTP status without a body',
    { kind: 'refusal', endpoint: '*', statusCode: 400, httpStatus: 204 },
    'httpStatus',
  ],
  ['a header in a header', { kind: 'redirect', endpoint: '*', location: '/\r\nset-cookie: a=b' }, 'location'],
  [
    'a way to spoil it does not know',
    { kind: 'spoiltField', endpoint: '*', path: 'data', how: 'eaten' },
    'how',
  ],
  [
    'a refusal of connections at one endpoint',
    { kind: 'refused', endpoint: 'enrollFactor', ms: 1 },
    'endpoint',
  ],
  ['a clock that is off by an age', { kind: 'clockSkew', endpoint: '*', ms: 1e15 }, 'ms'],
] as const) {
  scripting(
    `${what} is refused over HTTP, naming the field and never the value`,
    overHttp({}, async (wire) => {
      const response = await operator(wire).add({ ...input, path: 'secret-value', message: 'secret-value' })
      assert.is(response.status, 400)
      const text = await response.text()
      assert.match(text, named)
      assert.not.match(text, 'secret-value')
      assert.equal(wire.sandbox.faults.list(), [])
    }),
  )

  scripting(`${what} is refused in code`, () => {
    assert.ok(E.isLeft(Fault.decode(input)))
    const { faults } = createSandbox()
    assert.throws(
      () => Reflect.apply(faults.add, undefined, [input]),
      (error: unknown) => error instanceof TypeError && error.message.includes(named),
    )
    assert.equal(faults.list(), [])
  })
}

scripting('what is no JSON object is refused', () => {
  for (const input of [null, 7, 'reset', [], undefined]) assert.ok(E.isLeft(Fault.decode(input)))
})

scripting('none is met that comes zero times', () => {
  const { faults } = createSandbox()
  faults.add({ kind: 'reset', endpoint: '*', times: 0 })
  assert.equal(faults.list(), [])
})

scripting(
  'a field too many is refused and not dropped: without its times a fault would last for ever',
  () => {
    for (const text of [
      '{"kind":"reset","endpoint":"*","tmes":1}',
      '{"kind":"reset","endpoint":"*","__proto__":{"times":1}}',
    ]) {
      const input: unknown = JSON.parse(text)
      assert.ok(E.isLeft(Fault.decode(input)), text)
      assert.is(Fault.is(input), false)
    }
  },
)

scripting('a fault is taken as it is told, and does not change with what told it', () => {
  const told = { kind: 'reset', endpoint: '*', times: 1 }
  const decoded = Fault.decode(told)
  told.times = 2
  assert.equal(decoded, E.right({ kind: 'reset', endpoint: '*', times: 1 }))
  assert.ok(E.isRight(decoded) && Fault.is(decoded.right))
})

scripting.run()
