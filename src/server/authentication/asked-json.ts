import * as E from '#fp-ts/Either'
import { parseJson, type Json } from '../../json/index.ts'
import { IssuerError, reasonOf } from './issuer-error.ts'

/** `fetch`, or what takes its place. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>

export const usualFetch: Fetch = (input, init) => fetch(input, init)

/** More than any issuer's documents: 256 KiB. */
const longestBody = 256 * 1024
const limitMs = 5_000

const readText = async ({ body }: Response): Promise<string | null> => {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let [text, length] = ['', 0]
  for (;;) {
    const part = await reader?.read()
    if (part?.value === undefined) return text + decoder.decode()
    length += part.value.byteLength
    if (length > longestBody) {
      reader?.cancel().catch(() => undefined)
      return null
    }
    text += decoder.decode(part.value, { stream: true })
  }
}

export interface Said {
  readonly status: number
  readonly text: string
}

/**
 * Asks an address of the issuer: within 5 seconds, no redirect followed, no more than 256 KiB read. A token that is
 * sent along goes nowhere else.
 *
 * @throws IssuerError (as a rejection) if there was no whole answer.
 */
export const askedText = async (
  fetchIt: Fetch,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Said> => {
  const host = new URL(url).host
  try {
    const response = await fetchIt(url, {
      headers: { accept: 'application/json', ...headers },
      redirect: 'error',
      signal: AbortSignal.timeout(limitMs),
    })
    const text = await readText(response)
    if (text !== null) return { status: response.status, text }
  } catch (cause) {
    throw new IssuerError(
      `The issuer of the access tokens, ${host}, cannot be reached (${reasonOf(cause)}). Check its address, and that this server may call it.`,
    )
  }
  throw new IssuerError(`The issuer of the access tokens, ${host}, answered with more than 256 KiB`)
}

/** As {@link askedText}, for what must be a JSON text with status 200. */
export const askedJson = async (fetchIt: Fetch, url: string): Promise<Json> => {
  const { status, text } = await askedText(fetchIt, url)
  const json = parseJson(text)
  if (status === 200 && E.isRight(json)) return json.right
  throw new IssuerError(
    `${url} answered with HTTP ${status} and no JSON that could be used. Check the issuer.`,
  )
}
