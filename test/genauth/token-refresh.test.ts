import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  bind,
  bound,
  directoryAt,
  enroll,
  errorOf,
  list,
  options,
  request,
  requested,
  serviceAt,
  valueOf,
} from './given.ts'
import { json, text, withServer } from './loopback.ts'
import { answered, inStillTime, pass, quiet } from './still-time.ts'

const renewal = suite('the refresh of the access token')

renewal('happens once for calls refused together: a refresh token spent twice may end the session', () =>
  withServer(
    (response, { headers, url }) => {
      if (headers.authorization !== 'Bearer fresh') text(response, '', 401)
      else json(response, url.includes('send-') ? requested : { ...bound, data: [] })
    },
    async ({ url, received }) => {
      let refreshes = 0
      let release: (value: string) => void = () => undefined
      const fresh = new Promise<string>((resolve) => {
        release = resolve
      })
      let waiting = 0
      const service = serviceAt(url, {
        getAccessToken: ({ refresh }) => {
          if (!refresh) {
            waiting += 1
            return Promise.resolve('stale')
          }
          refreshes += 1
          return fresh
        },
        fetch: async (input, init) => {
          const reply = await globalThis.fetch(input, init)
          // Both were refused before either may go on.
          if (received.length === 2 && waiting === 2) setImmediate(() => release('fresh'))
          return reply
        },
      })
      const [one, other] = await Promise.all([request(service), list(service)])
      valueOf(one)
      valueOf(other)
      assert.is(refreshes, 1)
      assert.is(received.length, 4)
    },
  ),
)

renewal('happens once for a service and a directory that were given the same getAccessToken', () =>
  withServer(
    (response, { headers }) => {
      if (headers.authorization === 'Bearer fresh') json(response, { ...bound, data: [] })
      else text(response, '', 401)
    },
    async ({ url, received }) => {
      const asked: boolean[] = []
      let release: (value: string) => void = () => undefined
      const fresh = new Promise<string>((resolve) => {
        release = resolve
      })
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const reply = await globalThis.fetch(input, init)
        // Both were refused before either may go on.
        if (received.length === 2) setImmediate(() => release('fresh'))
        return reply
      }
      const getAccessToken = ({ refresh }: { readonly refresh: boolean }) => {
        asked.push(refresh)
        return refresh ? fresh : Promise.resolve('stale')
      }
      const [one, other] = await Promise.all([
        list(serviceAt(url, { getAccessToken, fetch })),
        directoryAt(url, { getAccessToken, fetch }).listFactorsToEnroll()(),
      ])
      valueOf(one)
      valueOf(other)
      assert.equal(asked, [false, false, true])
      assert.is(received.length, 4)
    },
  ),
)

/** A server that takes the fresh token alone. */
const fetchFresh: typeof globalThis.fetch = async (input, init) =>
  new Request(input, init).headers.get('authorization') === 'Bearer fresh'
    ? Response.json({ ...bound, data: [] })
    : new Response('', { status: 401 })

renewal('that hung is forgotten: the next refused call asks anew', () =>
  inStillTime(async () => {
    let refreshes = 0
    const service = serviceAt('https://acme.genauth.ai', {
      fetch: fetchFresh,
      getAccessToken: ({ refresh }) => {
        if (!refresh) return Promise.resolve('stale')
        refreshes += 1
        return refreshes === 1 ? new Promise<string>(() => undefined) : Promise.resolve('fresh')
      },
    })
    const hung = enroll(service)
    await quiet()
    assert.is(refreshes, 1)
    pass(10_000)
    assert.is(errorOf(await answered(hung))._tag, 'unreachable')
    valueOf(await answered(enroll(service)))
    assert.is(refreshes, 2)
  }),
)

renewal('that one call gave up is still what the others wait for, and who comes later', () =>
  inStillTime(async () => {
    let refreshes = 0
    let release: (value: string) => void = () => undefined
    const fresh = new Promise<string>((resolve) => {
      release = resolve
    })
    const getAccessToken = ({ refresh }: { readonly refresh: boolean }) => {
      if (!refresh) return Promise.resolve('stale')
      refreshes += 1
      return fresh
    }
    const more = { getAccessToken, fetch: fetchFresh }
    const service = serviceAt('https://acme.genauth.ai', more)
    const patient = enroll(service)
    const hurried = list(service)
    await quiet()
    pass(5_000)
    assert.equal(errorOf(await answered(hurried)), { _tag: 'unreachable', mayHaveArrived: false })
    const later = directoryAt('https://acme.genauth.ai', more).listFactorsToEnroll()()
    await quiet()
    release('fresh')
    valueOf(await answered(later))
    valueOf(await answered(patient))
    assert.is(refreshes, 1)
  }),
)

renewal('that its only caller left goes on, and is what the next refused call waits for', () =>
  withServer(
    (response, { headers }) => {
      if (headers.authorization === 'Bearer fresh') json(response, bound)
      else text(response, '', 401)
    },
    async ({ url, received }) => {
      const controller = new AbortController()
      let refreshes = 0
      let release: (value: string) => void = () => undefined
      const fresh = new Promise<string>((resolve) => {
        release = resolve
      })
      const getAccessToken = ({ refresh }: { readonly refresh: boolean }) => {
        if (!refresh) return Promise.resolve('stale')
        refreshes += 1
        controller.abort()
        return fresh
      }
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const reply = await globalThis.fetch(input, init)
        if (received.length === 2) setImmediate(() => setImmediate(() => release('fresh')))
        return reply
      }
      const service = serviceAt(url, { getAccessToken, fetch })
      const left = errorOf(await enroll(service, bind(), options(controller.signal)))
      assert.equal(left, { _tag: 'unreachable', mayHaveArrived: false })
      valueOf(await enroll(service))
      assert.is(refreshes, 1)
      assert.is(received.length, 3)
    },
  ),
)

renewal.run()
