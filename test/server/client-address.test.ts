import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { clientAddressOf } from '../../src/server/client-address.ts'

const address = suite('the address of the caller')

const proxy = '10.0.0.1'
const caller = '203.0.113.7'
const of = (forwarded: string | null, trustProxy?: boolean | number) =>
  clientAddressOf(new Headers(forwarded === null ? {} : { 'x-forwarded-for': forwarded }), {
    remoteAddress: proxy,
    trustProxy,
  })

address('is that of the socket unless a proxy is trusted', () => {
  assert.is(of(caller), proxy)
  assert.is(of(caller, false), proxy)
  assert.is(of(caller, 0), proxy)
})

address('is what the trusted proxy wrote', () => {
  assert.is(of(caller, 1), caller)
  assert.is(of(caller, true), caller)
  assert.is(of(null, 1), proxy)
})

address('cannot be chosen by who writes the header first, however long they make it', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant(''), fc.constant('x'))), (invented) => {
      assert.is(of([...invented, caller].join(', '), 1), caller)
      assert.is(of([...invented, caller, '10.0.0.2'].join(', '), 2), caller)
    }),
  )
})

address('is the first there is, of a request that came in behind the outermost proxy', () => {
  assert.is(of(caller, 3), caller)
})

address('is that of the socket where the header holds none', () => {
  for (const text of ['', 'unknown', '_hidden', '<script>']) assert.is(of(text, 1), proxy)
})

address('may stand there with a port, and is one spelling', () => {
  assert.is(of('203.0.113.7:4711', 1), caller)
  assert.is(of('[2001:DB8::1]:4711', 1), '2001:db8:0:0:0:0:0:1')
  assert.is(of('::ffff:203.0.113.7', 1), caller)
})

address('is not known where the host does not say', () => {
  assert.is(clientAddressOf(new Headers({ 'x-forwarded-for': caller }), {}), null)
})

address('wants a number of proxies that can be', () => {
  for (const hops of [-1, 1.5, Number.NaN]) assert.throws(() => of(caller, hops), RangeError)
})

address.run()
