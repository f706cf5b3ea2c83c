import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { networkOf, plainAddress, siteOf } from '../../../src/server/limits/network.ts'

const networks = suite('networks')

networks('of IPv4 are the address itself', () => {
  fc.assert(fc.property(fc.ipV4(), (address) => assert.is(networkOf(address), address)))
})

networks('of IPv6 are the first 64 bits, however the address is written', () => {
  for (const address of [
    '2001:db8:1:2:a:b:c:d',
    '2001:DB8:1:2::',
    '2001:0db8:0001:0002::ffff',
    '2001:db8:1:2::1%eth0',
  ])
    assert.is(networkOf(address), '2001:db8:1:2::/64')
  assert.is(networkOf('::1'), '0:0:0:0::/64')
})

networks('of IPv6 lie in a /48, and those of IPv4 in none', () => {
  assert.is(siteOf('2001:db8:1:2:a:b:c:d'), '2001:db8:1::/48')
  assert.is(siteOf('2001:0DB8:0001:ffff::1%eth0'), '2001:db8:1::/48')
  for (const none of ['203.0.113.7', '::ffff:203.0.113.7', 'unknown', '']) assert.is(siteOf(none), null, none)
})

networks('tell every IPv6 address, and neighbours within a /64 not apart', () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((number) => number.toString(16))
  const address = fc.tuple(group, group, group, group, group, group, group, group)
  fc.assert(fc.property(fc.ipV6(), (text) => assert.type(plainAddress(text), 'string')))
  fc.assert(
    fc.property(address, address, (one, other) => {
      const neighbour = [...one.slice(0, 4), ...other.slice(4)].join(':')
      assert.is(networkOf(neighbour), networkOf([...one.slice(0, 4), '0', '0', '0', '1'].join(':')))
    }),
  )
})

networks('of IPv4 within IPv6 are the IPv4 address', () => {
  assert.is(networkOf('::ffff:203.0.113.7'), '203.0.113.7')
  assert.is(networkOf('::FFFF:cb00:7107'), '203.0.113.7')
})

networks('are none where there is no address', () => {
  for (const text of [
    '',
    'unknown',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '1:2',
    ':::',
    '1::2::3',
    'g::',
    '1:2:3:4:5:6:7:8:9',
    '::1.2.3.999',
  ])
    assert.is(plainAddress(text), null, text)
})

networks.run()
