import * as E from '#fp-ts/Either'
import type { Handler } from '../exchange/exchange.ts'
import type { Settings } from '../exchange/settings.ts'
import { openApiDocument } from '../openapi/document.ts'

/** `GET /openapi.json`: the same text each time. */
export const describe = ({ basePath }: Pick<Settings, 'basePath'>): Handler => {
  const text = JSON.stringify(openApiDocument(basePath))
  return async () => E.right(new Response(text, { headers: { 'content-type': 'application/json' } }))
}
