import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isOwnHost } from '../../../src/cli/serve/own-host.ts'

const hosts = suite('by which name operators may ask')

for (const host of [
  '127.0.0.1:9090',
  '10.1.2.3',
  '[::1]:9090',
  'localhost:9090',
  'LOCALHOST',
  'metrics.internal:9090',
])
  hosts(`${host} is taken`, () => {
    assert.ok(isOwnHost(host, 'metrics.internal'))
  })

for (const host of [
  'evil.example',
  'evil.example:9090',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  '',
  null,
])
  hosts(`${host ?? 'none'} is not`, () => {
    assert.not.ok(isOwnHost(host, 'metrics.internal'))
  })

hosts.run()
