import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bearerTokens } from '../../../src/server/authentication/bearer-tokens.ts'
import { userinfoTokens } from '../../../src/server/authentication/userinfo-tokens.ts'
import { holdCalendar } from '../limits/calendar.ts'
import {
  audience,
  configurationPath,
  keysPath,
  rejectionOf,
  showing,
  signedBy,
  startIssuer,
  userinfoPath,
  type Issuer,
} from './issuer.ts'

const failing = suite<{ issuer: Issuer }>('an issuer that fails')

failing.before.each(async (context) => {
  context.issuer = await startIssuer()
  context.issuer.says.set(userinfoPath, { sub: 'ann' })
})
failing.after.each(async ({ issuer }) => issuer.close())

const askedFor = ({ asked }: Issuer, path: string) => asked.filter((one) => one === path).length

let inventedSoFar = 0
const ofUnknownKey = (issuer: Issuer): Promise<string> =>
  signedBy(issuer, {}, { typ: 'at+jwt', kid: `invented-${(inventedSoFar += 1)}` })

const authenticators = {
  bearerTokens: (issuer: string, now: () => number) => bearerTokens({ issuer, audience, now }),
  userinfoTokens: (issuer: string, now: () => number) => userinfoTokens({ issuer, now }),
}

for (const [name, authenticatorOf] of Object.entries(authenticators))
  failing(`at its configuration is asked for it once in five seconds, by ${name}`, async ({ issuer }) => {
    let now = Date.now()
    const authenticate = authenticatorOf(issuer.url, () => now)
    const configuration = issuer.says.get(configurationPath)
    issuer.says.set(configurationPath, 500)
    const first = await rejectionOf(authenticate(showing(await ofUnknownKey(issuer))))
    assert.match(first.message, /HTTP 500/)
    for (let time = 0; time < 20; time += 1)
      assert.is(await rejectionOf(authenticate(showing(await ofUnknownKey(issuer)))), first)
    now += 4_999
    assert.is(await rejectionOf(authenticate(showing(await ofUnknownKey(issuer)))), first)
    assert.equal(issuer.asked, [configurationPath])
    now += 1
    assert.is.not(await rejectionOf(authenticate(showing(await ofUnknownKey(issuer)))), first)
    assert.is(askedFor(issuer, configurationPath), 2)

    issuer.says.set(configurationPath, configuration)
    const good = await signedBy(issuer)
    await rejectionOf(authenticate(showing(good)))
    now += 5_000
    assert.is((await authenticate(showing(good)))?.subject, 'ann')
    assert.is(askedFor(issuer, configurationPath), 3)
  })

failing('at its keys is asked for them once in five seconds', async ({ issuer }) => {
  const keys = issuer.says.get(keysPath)
  for (const answer of [500, 'no keys', {}, { keys: 'none' }, { keys: [7] }]) {
    let now = Date.now()
    const authenticate = bearerTokens({ issuer: issuer.url, audience, now: () => now })
    issuer.asked.length = 0
    issuer.says.set(keysPath, answer)
    const first = await rejectionOf(authenticate(showing(await ofUnknownKey(issuer))))
    assert.match(first.message, /\/keys /)
    for (let time = 0; time < 20; time += 1)
      assert.is(await rejectionOf(authenticate(showing(await ofUnknownKey(issuer)))), first)
    now += 4_999
    assert.is(await rejectionOf(authenticate(showing(await ofUnknownKey(issuer)))), first)
    assert.equal(issuer.asked, [configurationPath, keysPath])
    now += 1
    issuer.says.set(keysPath, keys)
    assert.is((await authenticate(showing(await signedBy(issuer))))?.subject, 'ann')
    assert.equal(issuer.asked, [configurationPath, keysPath, keysPath])
  }
})

failing('at its keys keeps nobody out whose key is known', async ({ issuer }) => {
  const calendar = holdCalendar({ timers: false })
  try {
    const authenticate = bearerTokens({ issuer: issuer.url, audience })
    const good = showing(await signedBy(issuer))
    assert.is((await authenticate(good))?.subject, 'ann')
    // Past the pause that jose itself keeps after an answer.
    calendar.advance(31_000)
    issuer.says.set(keysPath, 500)
    for (let time = 0; time < 20; time += 1) {
      await rejectionOf(authenticate(showing(await ofUnknownKey(issuer))))
      assert.is((await authenticate(good))?.subject, 'ann')
    }
    assert.is(askedFor(issuer, keysPath), 2)
  } finally {
    calendar.reset()
  }
})

failing('is not spared for ever by a clock that was set back', async ({ issuer }) => {
  let now = Date.now()
  const authenticate = bearerTokens({ issuer: issuer.url, audience, now: () => now })
  const keys = issuer.says.get(keysPath)
  const good = showing(await signedBy(issuer))
  issuer.says.set(keysPath, 500)
  await rejectionOf(authenticate(good))
  issuer.says.set(keysPath, keys)
  now -= 600_000
  assert.is((await authenticate(good))?.subject, 'ann')
})

failing.run()
