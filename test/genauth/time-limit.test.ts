import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { colourfulJpeg } from '../machines/photo/made-jpeg.ts'
import { everyCall } from './every-call.ts'
import { directoryAt, enroll, errorOf, list, serviceAt, uploadAt, valueOf } from './given.ts'
import { answered, inStillTime, pass, quiet } from './still-time.ts'

const limit = suite('the time limit of a call')

const host = 'https://acme.genauth.ai'
const reply = (statusCode: number) => Response.json({ statusCode, message: '', data: [] })

/** What a part of a call does: it takes so many milliseconds, and then ends, or does not. */
const after = <A>(ms: number, answer: A | Promise<A>): Promise<A> => {
  pass(ms)
  return Promise.resolve(answer)
}
const never = new Promise<never>(() => undefined)

/** The same, time after time. */
const inTurn = <A>(...parts: ReadonlyArray<() => Promise<A>>) => {
  let count = 0
  return {
    run: (): Promise<A> => {
      const part = parts[count]
      count += 1
      return part === undefined ? Promise.reject(new Error('it was asked too often')) : part()
    },
    count: () => count,
  }
}

const still = (name: string, run: () => Promise<void>) => limit(name, () => inStillTime(run))

const listings = [
  ['the service', (more: object) => list(serviceAt(host, more))],
  ['the directory', (more: object) => directoryAt(host, more).listEnrolledFactors()()],
] as const

for (const [name, listed] of listings) {
  still(`is five seconds for a listing of ${name}, the wait for the access token included`, async () => {
    const getAccessToken = () => after(4_000, 'token')
    const fetch = () => after(1_000, never)
    assert.equal(errorOf(await answered(listed({ getAccessToken, fetch }))), { _tag: 'timedOut' })
  })

  still(`is five seconds for a listing of ${name}, the refresh and the second try included`, async () => {
    const tokens = inTurn(
      () => after(1_000, 'stale'),
      () => after(1_000, 'fresh'),
    )
    const replies = inTurn<Response>(
      () => after(2_000, reply(401)),
      () => after(1_000, never),
    )
    const answer = await answered(listed({ getAccessToken: tokens.run, fetch: replies.run }))
    assert.equal(errorOf(answer), { _tag: 'timedOut' })
    assert.equal([tokens.count(), replies.count()], [2, 2])
  })

  still(`is no less than five seconds for a listing of ${name}`, async () => {
    const getAccessToken = () => after(2_000, 'token')
    const fetch = () => after(2_999, reply(200))
    assert.equal(valueOf(await answered(listed({ getAccessToken, fetch }))), [])
  })

  still(`is less for a listing of ${name} where timeoutMs is`, async () => {
    const getAccessToken = () => after(200, 'token')
    const fetch = () => after(100, never)
    const answer = await answered(listed({ getAccessToken, fetch, timeoutMs: 300 }))
    assert.equal(errorOf(answer), { _tag: 'timedOut' })
  })
}

for (const endpoint of [
  'sendEnrollFactorRequest',
  'enrollFactor',
  'listFactorsToEnroll',
  'getFactor',
  'resetFactor',
] as const) {
  still(`is timeoutMs for the whole of ${endpoint}, the second try included`, async () => {
    const tokens = inTurn(
      () => after(1_000, 'stale'),
      () => after(2_000, 'fresh'),
    )
    const replies = inTurn<Response>(
      () => after(3_000, reply(401)),
      () => after(4_000, never),
    )
    const answer = everyCall[endpoint](host, { getAccessToken: tokens.run, fetch: replies.run })
    assert.equal(errorOf(await answered(answer)), { _tag: 'timedOut' })
    assert.equal([tokens.count(), replies.count()], [2, 2])
  })
}

const photo = colourfulJpeg(64, 64)

still('is uploadTimeoutMs for the whole of an upload, and timeoutMs plays no part', async () => {
  const uploaded = () => Response.json({ code: 200, data: { key: 'photos/1.jpeg' } })
  const getAccessToken = () => after(1_000, 'token')
  const fast = uploadAt(host, { getAccessToken, timeoutMs: 500, fetch: () => after(58_999, uploaded()) })
  valueOf(await answered(fast(photo)()))
  const slow = uploadAt(host, { getAccessToken, timeoutMs: 500, fetch: () => after(59_000, never) })
  assert.equal(errorOf(await answered(slow(photo)())), { _tag: 'timedOut' })
})

still('ends a call that waits for a refresh as one that did not happen: the server refused it', async () => {
  const tokens = inTurn<string>(
    () => after(0, 'stale'),
    () => after(1_000, never),
  )
  const replies = inTurn(() => after(9_000, reply(401)))
  const answer = await answered(enroll(serviceAt(host, { getAccessToken: tokens.run, fetch: replies.run })))
  assert.equal(errorOf(answer), { _tag: 'unreachable', mayHaveArrived: false })
  assert.is(replies.count(), 1)
})

still('is final: an access token that comes after it sends nothing', async () => {
  let give: (token: string) => void = () => undefined
  const late = new Promise<string>((resolve) => {
    give = resolve
  })
  const replies = inTurn(() => after(0, reply(200)))
  const service = serviceAt(host, { getAccessToken: () => after(10_000, late), fetch: replies.run })
  const answer = errorOf(await answered(enroll(service)))
  assert.equal(answer, { _tag: 'unreachable', mayHaveArrived: false })
  give('token')
  await quiet()
  assert.is(replies.count(), 0)
})

still('is final: a 401 that comes after it refreshes nothing', async () => {
  let give: (response: Response) => void = () => undefined
  const late = new Promise<Response>((resolve) => {
    give = resolve
  })
  const tokens = inTurn(() => after(0, 'stale'))
  const service = serviceAt(host, { getAccessToken: tokens.run, fetch: () => after(10_000, late) })
  assert.equal(errorOf(await answered(enroll(service))), { _tag: 'timedOut' })
  give(reply(401))
  await quiet()
  assert.is(tokens.count(), 1)
})

limit.run()
