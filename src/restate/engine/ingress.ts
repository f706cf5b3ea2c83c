import { connect, Opts } from '@restatedev/restate-sdk-clients'
import type * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { StoreError, type Sealer } from '../../durable/index.ts'
import { binary } from '../wire/binary.ts'
import { journalCodec } from '../wire/journal-codec.ts'
import { Reply } from '../wire/replies.ts'
import { readAs, written } from '../wire/values.ts'
import { ingressFailure } from './ingress-failure.ts'
import type { RestateEngineOptions } from './options.ts'

export interface IngressOptions extends Pick<RestateEngineOptions, 'ingress' | 'headers' | 'fetch'> {
  readonly name: string
  readonly sealer: Sealer
  readonly timeoutMs: number
  readonly maxInFlight: number
}

/** An address that requests go to with sealed secrets: http or https, and no more than an origin and a path. */
const checkedUrl = (ingress: string): string => {
  const { protocol, username, password, search, hash, href } = new URL(ingress)
  if (!/^https?:$/.test(protocol) || `${username}${password}${search}${hash}` !== '')
    throw new TypeError('ingress must be an http or https URL without user, query and fragment')
  return href.replace(/\/+$/, '')
}

/** Asks the virtual objects, each question once: one whose answer is lost may have been done. */
export const createIngress = (options: IngressOptions) => {
  const { name, sealer, timeoutMs, maxInFlight, headers = {}, fetch: ask = fetch } = options
  const restate = connect({
    url: checkedUrl(options.ingress),
    headers: { ...headers },
    journalValueCodec: journalCodec(sealer),
    fetch: (url, init) => ask(url, { ...init, redirect: 'error' }),
  })
  let inFlight = 0

  const answerTo = async (handler: string, key: string, parameter: Uint8Array): Promise<Uint8Array> => {
    if (inFlight >= maxInFlight)
      throw new StoreError('unavailable', 'Too many requests wait for Restate already. Try again in a while.')
    inFlight += 1
    try {
      return await restate.call<Uint8Array, Uint8Array>({
        service: name,
        handler,
        key,
        parameter,
        opts: Opts.from({ timeout: timeoutMs, input: binary, output: binary }),
      })
    } finally {
      inFlight -= 1
    }
  }

  return {
    inFlight: (): number => inFlight,
    /** @throws StoreError */
    ask: async <A>(
      handler: 'create' | 'send' | 'resume' | 'get' | 'erase',
      key: string,
      codec: t.Type<A, unknown>,
      message: A,
    ): Promise<Reply> => {
      const changes = handler !== 'get'
      let bytes: Uint8Array
      try {
        bytes = await answerTo(handler, key, written(codec, message))
      } catch (cause) {
        throw ingressFailure(cause, changes)
      }
      const reply = readAs(Reply, bytes)
      if (E.isRight(reply)) return reply.right
      throw new StoreError(
        changes ? 'outcomeUnknown' : 'unexpected',
        'The answer that came through Restate cannot be read: the service has other keys, or is of another version.',
      )
    },
  }
}
export type Ingress = ReturnType<typeof createIngress>
