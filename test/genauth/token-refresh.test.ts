import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bound, directoryAt, enroll, errorOf, list, request, requested, serviceAt, valueOf } from './given.ts'
import { json, text, withServer } from './loopback.ts'

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

renewal('that hung is forgotten: the next refused call asks anew', () =>
  withServer(
    (response, { headers }) => {
      if (headers.authorization === 'Bearer fresh') json(response, bound)
      else text(response, '', 401)
    },
    async ({ url }) => {
      let refreshes = 0
      const service = serviceAt(url, {
        timeoutMs: 200,
        getAccessToken: ({ refresh }) => {
          if (!refresh) return Promise.resolve('stale')
          refreshes += 1
          return refreshes === 1 ? new Promise<string>(() => undefined) : Promise.resolve('fresh')
        },
      })
      assert.is(errorOf(await enroll(service))._tag, 'unreachable')
      valueOf(await enroll(service))
      assert.is(refreshes, 2)
    },
  ),
)

renewal.run()
