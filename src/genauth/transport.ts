import ky from 'ky'
import * as E from '#fp-ts/Either'
import type { ServiceError } from '../../machines/index.ts'
import { readBody } from './body.ts'
import type { Reply } from './envelope.ts'
import { isOffline, networkFault } from './faults.ts'
import { parseJson } from '../json/index.ts'

/** What a POST carries: JSON, or a form whose content type fetch makes, boundary and all. Null makes it a GET. */
export type Content = { readonly json: unknown } | { readonly form: FormData } | null

/** One request, ready to go. */
export interface Exchange {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly content: Content
  readonly signal: AbortSignal
  readonly fetch: typeof globalThis.fetch | undefined
}

const methodFor = (content: Content) => {
  if (content === null) return { method: 'GET' }
  return 'form' in content ? { method: 'POST', body: content.form } : { method: 'POST', json: content.json }
}

const send = async ({ url, headers, content, signal, fetch }: Exchange): Promise<Reply> => {
  const response = await ky(url, {
    ...methodFor(content),
    ...(fetch === undefined ? {} : { fetch }),
    headers: { accept: 'application/json', ...headers },
    signal,
    // Never again on its own: a request sends messages, a bind spends attempts.
    retry: 0,
    throwHttpErrors: false,
    // The whole call has a time limit, which the signal tells; ky's would end with the headers.
    timeout: false,
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    // As safe as 'error', for nothing is followed, and it can be told from a fault of the network.
    redirect: 'manual',
  })
  const reply = {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    date: response.headers.get('date'),
  }
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    response.body?.cancel().catch(() => undefined)
    // Browsers hide the status of a redirect (0); Node shows it.
    return { ...reply, status: response.status === 0 ? 302 : response.status, body: undefined }
  }
  const text = await readBody(response.body)
  const parsed = text === null ? E.left('tooLong') : parseJson(text)
  return { ...reply, body: E.isRight(parsed) ? parsed.right : undefined }
}

/**
 * One exchange through ky: sent once, never redirected, without cookies, cache or referrer. Never rejects
 * for anything the network does. The signal stops it, body and all; who cannot wait for that leaves it behind.
 */
export const exchange = async (request: Exchange): Promise<E.Either<ServiceError, Reply>> => {
  const wasOffline = isOffline()
  try {
    return E.right(await send(request))
  } catch (fault) {
    return E.left(networkFault(fault, wasOffline))
  }
}
