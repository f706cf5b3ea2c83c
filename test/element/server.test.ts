import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const server = suite('the element on a server')

server('can be imported where there is no document', async () => {
  assert.is(typeof globalThis.document, 'undefined')
  const { MfaEnrollmentElement, defineEnrollmentElement } = await import('../../src/element/index.ts')
  defineEnrollmentElement('acme-second-factor')
  assert.is(typeof MfaEnrollmentElement, 'function')
})

server.run()
