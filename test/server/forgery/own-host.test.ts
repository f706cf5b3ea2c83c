import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hostNames, isOwnHost } from '../../../src/server/forgery/own-host.ts'

const hosts = suite('by which name operators may ask')

const names = hostNames(['metrics.internal', 'Mfa-1', '0.0.0.0'])
const byHeader = (host: string) =>
  isOwnHost(new Request('http://behind.example/metrics', { headers: { host } }), names)

for (const host of [
  '127.0.0.1:9090',
  '10.1.2.3',
  '[::1]:9090',
  '[fd00::1:2]',
  '[::ffff:10.1.2.3]:9090',
  'localhost:9090',
  'LOCALHOST',
  'metrics.internal:9090',
  'METRICS.internal',
  'mfa-1:80',
])
  hosts(`${host} is taken`, () => {
    assert.ok(byHeader(host))
  })

for (const host of [
  'evil.example',
  'evil.example:9090',
  '127.0.0.1.evil.example',
  '127.0.0.1%.evil.example',
  '::1%.evil.example',
  'localhost.evil.example',
  'metrics.internal.evil.example',
  'evil.metrics.internal',
  '256.1.1.1',
  '1.2.3',
  '[evil.example]',
  '',
])
  hosts(`${host === '' ? 'none' : host} is not`, () => {
    assert.not.ok(byHeader(host))
  })

hosts('is that of the address where no header was handed on', () => {
  const by = (url: string) => isOwnHost(new Request(url), names)
  for (const url of ['http://127.0.0.1:9090/metrics', 'http://[::1]/', 'http://metrics.internal:9090/'])
    assert.ok(by(url), url)
  assert.not.ok(by('http://evil.example:9090/metrics'))
})

hosts.run()
