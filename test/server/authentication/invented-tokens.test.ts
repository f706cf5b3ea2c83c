import { inspect } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { usualFetch, type Fetch } from '../../../src/server/authentication/asked-json.ts'
import { IssuerSparedError } from '../../../src/server/authentication/issuer-error.ts'
import { userinfoTokens } from '../../../src/server/authentication/userinfo-tokens.ts'
import { sms, world } from '../server-world.ts'
import { rejectionOf, showing, startIssuer, userinfoPath, type Issuer } from './issuer.ts'

const tokens = suite<{ issuer: Issuer }>('tokens that are invented')

tokens.before.each(async (context) => {
  context.issuer = await startIssuer()
  context.issuer.says.set(userinfoPath, 401)
})
tokens.after.each(async ({ issuer }) => issuer.close())

const askedUserinfo = ({ asked }: Issuer) => asked.filter((path) => path === userinfoPath).length
const stranger = { remoteAddress: '203.0.113.7' }

const outcomeOf = (
  authenticating: Promise<{ readonly subject: string } | null>,
): Promise<string | null | number> =>
  authenticating.then(
    (caller) => caller?.subject ?? null,
    (cause: unknown) => {
      if (cause instanceof IssuerSparedError) return cause.retryAfter
      throw new Error(`That is no IssuerSparedError: ${inspect(cause)}`)
    },
  )

let inventedSoFar = 0
const invented = (): Request => showing(`invented-${(inventedSoFar += 1)}`)

tokens(
  'are asked about no more than so often for one network, and then they are no nobody',
  async ({ issuer }) => {
    let now = 1_000_000
    const authenticate = userinfoTokens({ issuer: issuer.url, mostRefused: 3, now: () => now })
    const outcomes: unknown[] = []
    for (let time = 0; time < 10; time += 1)
      outcomes.push(await outcomeOf(authenticate(invented(), stranger)))
    assert.equal(outcomes, [null, null, null, ...Array(7).fill(30)])
    assert.is(askedUserinfo(issuer), 3)
    assert.is(await outcomeOf(authenticate(invented(), { remoteAddress: '203.0.113.8' })), null)
    now += 59_999
    assert.is(await outcomeOf(authenticate(invented(), stranger)), 30)
    now += 1
    assert.is(await outcomeOf(authenticate(invented(), stranger)), null)
  },
)

tokens('sign nobody out who is behind the same address', async ({ issuer }) => {
  let now = 1_000_000
  const authenticate = userinfoTokens({ issuer: issuer.url, mostRefused: 1, now: () => now })
  issuer.says.set(userinfoPath, { sub: 'ann' })
  assert.is(await outcomeOf(authenticate(showing('of-ann'), stranger)), 'ann')
  issuer.says.set(userinfoPath, 401)
  assert.is(await outcomeOf(authenticate(invented(), stranger)), null)
  assert.is(await outcomeOf(authenticate(showing('of-ann'), stranger)), 'ann')
  issuer.says.set(userinfoPath, { sub: 'ann' })
  now += 30_000
  assert.is(await outcomeOf(authenticate(showing('of-ann'), stranger)), 'ann', 'asked about once more')
  assert.is(await outcomeOf(authenticate(showing('new-of-bob'), stranger)), 30, 'he is asked to come back')
  now += 30_000
  assert.is(await outcomeOf(authenticate(showing('new-of-bob'), stranger)), 'ann')
})

tokens('are counted by the /64 of an IPv6 address, and four times as many by its /48', async ({ issuer }) => {
  const authenticate = userinfoTokens({ issuer: issuer.url, mostRefused: 2 })
  const from = (remoteAddress: string) => outcomeOf(authenticate(invented(), { remoteAddress }))
  for (const interface64 of ['1', '2']) assert.is(await from(`2001:db8:1:1::${interface64}`), null)
  assert.is(await from('2001:db8:1:1::3'), 30)
  for (const network of ['2', '3', '4'])
    for (const one of ['1', '2']) assert.is(await from(`2001:db8:1:${network}::${one}`), null)
  assert.is(await from('2001:db8:1:5::1'), 30)
  assert.is(await from('2001:db8:2:1::1'), null)
})

tokens('push out nothing that is worth keeping', async ({ issuer }) => {
  const asked: string[] = []
  const fetch = answering((token) => {
    asked.push(token)
    return token === 'of-ann' ? 200 : 401
  })
  const authenticate = userinfoTokens({ issuer: issuer.url, mostRefused: 100_000, fetch })
  assert.is(await outcomeOf(authenticate(showing('of-ann'), stranger)), 'ann')
  for (let time = 0; time < 10_001; time += 1) await authenticate(invented(), stranger)
  asked.length = 0
  assert.is(await outcomeOf(authenticate(showing('of-ann'), stranger)), 'ann')
  assert.equal(asked, [])
})

/** An issuer whose userinfo answers by the token, without a socket. */
const answering =
  (statusOf: (token: string) => number): Fetch =>
  async (url, init) => {
    if (!url.endsWith(userinfoPath)) return usualFetch(url, init)
    const token = new Headers(init.headers).get('authorization')?.slice('Bearer '.length) ?? ''
    const status = statusOf(token)
    return new Response(status === 200 ? JSON.stringify({ sub: 'ann' }) : null, { status })
  }

/** An issuer whose userinfo answers once it is let go: 200 for tokens of somebody, 401 for others. */
const holding = () => {
  const held: (() => void)[] = []
  let isOpen = false
  const fetch: Fetch = async (url, init) => {
    if (url.endsWith(userinfoPath) && !isOpen) await new Promise<void>((resolve) => held.push(resolve))
    return answering((token) => (token.startsWith('of-') ? 200 : 401))(url, init)
  }
  return {
    fetch,
    hold: () => {
      isOpen = false
    },
    letGo: () => {
      isOpen = true
      for (const go of held.splice(0)) go()
    },
    /** What comes of it, or that the issuer was asked. */
    outcomeOrAsked: async (outcome: Promise<unknown>): Promise<unknown> => {
      const before = held.length
      let isOver = false
      const over = () => {
        isOver = true
      }
      void outcome.then(over, over)
      while (!isOver && held.length === before) await new Promise<void>((resolve) => setImmediate(resolve))
      return isOver ? outcome : 'asked'
    },
    untilHeld: async (most: number) => {
      while (held.length < most) await new Promise<void>((resolve) => setImmediate(resolve))
      assert.is(held.length, most)
    },
  }
}

tokens('have half of the questions under way at most, wherever they come from', async ({ issuer }) => {
  const { fetch, letGo, outcomeOrAsked, untilHeld } = holding()
  const authenticate = userinfoTokens({ issuer: issuer.url, mostAtOnce: 5, fetch })
  const one = invented()
  const waiting = [authenticate(one), authenticate(invented())].map(outcomeOf)
  await untilHeld(2)
  assert.is(await outcomeOrAsked(outcomeOf(authenticate(invented()))), 1)
  const shared = outcomeOf(authenticate(one))
  letGo()
  assert.equal(await Promise.all([...waiting, shared]), [null, null, null])
  assert.is(await outcomeOf(authenticate(showing('next'))), null, 'the places are free again')
})

tokens(
  'leave the other half to those that were good within the hour, who may have all',
  async ({ issuer }) => {
    let now = 1_000_000
    const { fetch, hold, letGo, outcomeOrAsked, untilHeld } = holding()
    const authenticate = userinfoTokens({ issuer: issuer.url, mostAtOnce: 4, fetch, now: () => now })
    const proven = ['of-ann', 'of-bob', 'of-cid', 'of-dan', 'of-eve']
    letGo()
    for (const token of proven) assert.is(await outcomeOf(authenticate(showing(token))), 'ann')
    now += 30_000
    const asking = (requests: readonly Request[]) =>
      requests.map((request) => outcomeOf(authenticate(request)))

    hold()
    const strangers = asking([invented(), invented()])
    await untilHeld(2)
    const persons = asking(proven.slice(0, 2).map((token) => showing(token)))
    await untilHeld(4)
    assert.is(
      await outcomeOrAsked(outcomeOf(authenticate(showing('of-cid')))),
      1,
      'four questions are under way',
    )
    letGo()
    assert.equal(await Promise.all([...strangers, ...persons]), [null, null, 'ann', 'ann'])

    now += 30_000
    hold()
    const all = asking(proven.slice(0, 4).map((token) => showing(token)))
    await untilHeld(4)
    for (const more of [showing('of-eve'), invented()])
      assert.is(await outcomeOrAsked(outcomeOf(authenticate(more))), 1)
    letGo()
    assert.equal(await Promise.all(all), Array(4).fill('ann'))

    now += 3_600_000
    hold()
    const late = asking(proven.slice(0, 2).map((token) => showing(token)))
    await untilHeld(2)
    assert.is(
      await outcomeOrAsked(outcomeOf(authenticate(showing('of-eve')))),
      1,
      'after an hour it is a new one again',
    )
    letGo()
    await Promise.all(late)
  },
)

tokens('have a place even where there is only one', async ({ issuer }) => {
  const authenticate = userinfoTokens({ issuer: issuer.url, mostAtOnce: 1 })
  assert.is(await outcomeOf(authenticate(invented())), null)
})

tokens('give their place back where the issuer fails', async ({ issuer }) => {
  const authenticate = userinfoTokens({ issuer: issuer.url, mostAtOnce: 2 })
  issuer.says.set(userinfoPath, 500)
  await rejectionOf(authenticate(invented()))
  issuer.says.set(userinfoPath, 401)
  assert.is(await outcomeOf(authenticate(invented())), null)
})

tokens('want numbers that can be', ({ issuer }) => {
  for (const wrong of [0, -1, 1.5, Number.NaN])
    for (const option of ['mostRefused', 'mostAtOnce'])
      assert.throws(() => userinfoTokens({ issuer: issuer.url, [option]: wrong }), RangeError)
})

tokens('are answered with 503 and when to come back, and fill no log of defects', async ({ issuer }) => {
  const authenticate = userinfoTokens({ issuer: issuer.url, mostRefused: 1 })
  const { node } = world()
  const { ask, defects, stop } = node({ server: { authenticate } })
  const asking = (as: string) => ask('POST', '/enrollments', { body: sms, as, ...stranger })
  assert.is((await asking('first')).status, 401)
  assert.is((await asking('first')).status, 401)
  const { status, headers, json } = await asking('second')
  assert.equal([status, json.reason, headers.get('retry-after')], [503, 'tooManyTokens', '30'])
  assert.equal(json.type, '/problems/authentication-unavailable')
  assert.equal(defects, [])
  assert.is(askedUserinfo(issuer), 1)
  await stop()
})

tokens('come from where the proxies of ours say', async ({ issuer }) => {
  const seen: unknown[] = []
  const { node } = world()
  const { ask, stop } = node({
    server: {
      trustProxy: true,
      authenticate: async (_, context) => {
        seen.push(context)
        return null
      },
    },
  })
  const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' }
  await ask('GET', '/factors', { remoteAddress: '10.0.0.1', headers })
  await ask('GET', '/factors', {})
  assert.equal(seen, [{ remoteAddress: '203.0.113.7' }, { remoteAddress: null }])
  assert.equal(issuer.asked, [])
  await stop()
})

tokens.run()
