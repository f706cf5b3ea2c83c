import { isJsonArray, isJsonObject, type Json } from '../../json/index.ts'

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const inOrder = (json: Json): Json => {
  if (isJsonArray(json)) return json.map(inOrder)
  if (!isJsonObject(json)) return json
  const entries = Object.entries(json).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, value]) => [key, inOrder(value)]))
}

/** SHA-256 of what JSON says, whatever the order of its keys, in base64url. */
export const digestOf = async (json: Json): Promise<string> => {
  const text = new TextEncoder().encode(JSON.stringify(inOrder(json)))
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', text)))
}

/** 128 random bits in base64url. */
export const randomId = (): string => base64url(crypto.getRandomValues(new Uint8Array(16)))
