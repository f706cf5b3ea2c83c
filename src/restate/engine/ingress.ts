import { connect, Opts } from '@restatedev/restate-sdk-clients'
import type * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { StoreError, type Sealer } from '../../durable/index.ts'
import { systemClock } from '../../durable/host/index.ts'
import { answerTo, asking, longestWaitMs } from '../wire/asking.ts'
import { binary } from '../wire/binary.ts'
import { journalCodec } from '../wire/journal-codec.ts'
import { Reply } from '../wire/replies.ts'
import { readAs, written } from '../wire/values.ts'
import { clocksApart, ingressFailure, repeated, tooLate, unreadableAnswer } from './ingress-failure.ts'
import type { RestateEngineOptions } from './options.ts'

export interface IngressOptions extends Pick<
  RestateEngineOptions,
  'ingress' | 'headers' | 'fetch' | 'clock'
> {
  readonly name: string
  readonly sealer: Sealer
  readonly timeoutMs: number
  readonly maxInFlight: number
}

/** What a request was answered with in time. */
export type Answer = Exclude<Reply, { readonly type: 'tooLate' | 'repeated' }>

/** What people ask of an enrollment. */
export type AskedHandler = 'create' | 'send' | 'resume' | 'get' | 'erase'

/** An address that requests go to with sealed secrets: http or https, and no more than an origin and a path. */
const checkedUrl = (ingress: string): string => {
  const { protocol, username, password, search, hash, href } = new URL(ingress)
  if (!/^https?:$/.test(protocol) || `${username}${password}${search}${hash}` !== '')
    throw new TypeError('ingress must be an http or https URL without user, query and fragment')
  return href.replace(/\/+$/, '')
}

const checkedTimeout = (timeoutMs: number): number => {
  if (timeoutMs > 0 && timeoutMs <= longestWaitMs) return timeoutMs
  throw new RangeError(`clientTimeoutMs must be a number above 0, and ${longestWaitMs} at most`)
}

/** Asks the virtual objects, each question once: one whose answer is lost may have been done. */
export const createIngress = (options: IngressOptions) => {
  const { name, sealer, maxInFlight, headers = {}, fetch: ask = fetch, clock = systemClock } = options
  const timeoutMs = checkedTimeout(options.timeoutMs)
  const restate = connect({
    url: checkedUrl(options.ingress),
    headers: { ...headers },
    journalValueCodec: journalCodec(sealer),
    fetch: (url, init) => ask(url, { ...init, redirect: 'error' }),
  })
  let inFlight = 0

  const answerOf = async (handler: AskedHandler, key: string, parameter: Uint8Array): Promise<Uint8Array> => {
    if (inFlight >= maxInFlight)
      throw new StoreError('unavailable', 'Too many requests wait for Restate already. Try again in a while.')
    inFlight += 1
    try {
      return await restate.call<Uint8Array, Uint8Array>({
        service: name,
        handler,
        key,
        parameter,
        opts: Opts.from({
          timeout: timeoutMs,
          input: binary,
          output: binary,
        }),
      })
    } finally {
      inFlight -= 1
    }
  }

  return {
    inFlight: (): number => inFlight,
    /** @throws StoreError */
    ask: async <A>(
      handler: AskedHandler,
      key: string,
      codec: t.Type<A, unknown>,
      message: A,
    ): Promise<Answer> => {
      const changes = handler !== 'get'
      const request = { nonce: crypto.randomUUID(), notAfter: clock.now() + timeoutMs, message }
      const to = { service: name, key, what: handler }
      let bytes: Uint8Array
      try {
        bytes = await answerOf(handler, key, written(asking(codec), request, to))
      } catch (cause) {
        throw ingressFailure(cause, changes)
      }
      const reply = readAs(Reply, bytes, answerTo(to, request))
      if (E.isLeft(reply)) throw unreadableAnswer(changes)
      if (reply.right.type === 'repeated') throw repeated()
      if (reply.right.type !== 'tooLate') return reply.right
      // Somebody still waits for it here, so it is not time that has passed.
      throw clock.now() < request.notAfter ? clocksApart() : tooLate()
    },
  }
}
export type Ingress = ReturnType<typeof createIngress>
