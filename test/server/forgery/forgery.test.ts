import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { forgeryIn } from '../../../src/server/forgery/forgery.ts'

const forgery = suite('a request that a cookie authenticates')

const own = 'https://mfa.example.com'
const app = 'https://app.example.com'

interface Said {
  readonly method?: string
  readonly origin?: string | undefined
  readonly site?: string | undefined
}
const judged = ({ method = 'POST', origin, site }: Said, origins: readonly string[] = [app]) =>
  forgeryIn(
    {
      method,
      url: `${own}/enrollments`,
      headers: new Headers({
        ...(origin === undefined ? {} : { origin }),
        ...(site === undefined ? {} : { 'sec-fetch-site': site }),
      }),
    },
    { origins },
  )

forgery('is believed from a page of our own, with Sec-Fetch-Site or without', () => {
  assert.is(judged({ origin: own, site: 'same-origin' }), null)
  assert.is(judged({ origin: own }), null)
})

forgery('is believed from an origin of the list', () => {
  assert.is(judged({ origin: app, site: 'same-site' }), null)
  assert.is(judged({ origin: app, site: 'cross-site' }), null)
  assert.is(judged({ origin: app }, []), 'foreignOrigin')
})

forgery('is refused without an origin', () => {
  assert.is(judged({}), 'originMissing')
  assert.is(judged({ site: 'same-origin' }), 'originMissing')
})

forgery('is refused if the browser says that another site sent it', () => {
  for (const site of ['cross-site', 'same-site', 'none', 'what'])
    assert.is(judged({ origin: own, site }), 'crossSite', site)
})

forgery('is refused from every origin that is not ours to the letter', () => {
  const near = [
    'null',
    'https://mfa.example.com.evil.example',
    'https://evil.example?https://mfa.example.com',
    'https://mfa.example.com:8443',
    'http://mfa.example.com',
    'https://app.example.com/',
    'https://APP.example.com',
    'https://x.app.example.com',
    `${own}, ${own}`,
    `${app}, ${app}`,
    '*',
    '',
  ]
  for (const origin of near) assert.is(judged({ origin, site: 'same-origin' }), 'foreignOrigin', origin)
})

forgery('is refused from wherever else, whatever it says beside', () => {
  const origin = fc.webUrl().filter((text) => ![own, app].includes(text))
  const site = fc.constantFrom('same-origin', 'same-site', 'cross-site', 'none', undefined)
  fc.assert(
    fc.property(origin, site, fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', 'QUERY'), (...said) => {
      const [from, where, method] = said
      assert.not(judged({ origin: from, site: where, method }) === null)
    }),
  )
})

forgery('that changes nothing is no matter', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    assert.is(judged({ method, origin: 'https://evil.example', site: 'cross-site' }), null)
})

forgery.run()
