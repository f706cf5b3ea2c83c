import { Ajv, type ErrorObject } from 'ajv'
import * as t from 'io-ts'
import openapi from './fixtures/genauth-v3-mfa.openapi.json' with { type: 'json' }

// The vendor's own types: a copy of what its OpenAPI file says of the seven endpoints.

const JsonObject = t.record(t.string, t.unknown)

/** The same schemas, but where fields are listed no other may stand: a reply should add nothing of ours. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed)
  if (!JsonObject.is(schema)) return schema
  const inside = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]))
  return JsonObject.is(schema['properties']) ? { ...inside, additionalProperties: false } : inside
}

const ajv = new Ajv({ allErrors: true })
// OpenAPI keeps its schemas there; references point into it.
ajv.addVocabulary(['components'])
ajv.addSchema({ $id: 'closed', components: closed(openapi.components) })

/**
 * A refusal: the envelope alone. The vendor's types call `data` required, its samples of failures have none,
 * and so have ours.
 */
const validateRefusal = ajv.compile({
  type: 'object',
  properties: {
    statusCode: { type: 'number', not: { const: 200 } },
    message: { type: 'string' },
    apiCode: { type: 'number' },
    requestId: { type: 'string' },
  },
  required: ['statusCode', 'message'],
  additionalProperties: false,
})

const told = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`

/** Where a value differs from one of the vendor's types; no difference, an empty list. */
export const against = (name: string, value: unknown): readonly string[] => {
  const validate = ajv.compile({ $ref: `closed#/components/schemas/${name}` })
  return validate(value) ? [] : (validate.errors ?? []).map(told)
}

/** Where a value is no refusal as the vendor writes it. */
export const againstRefusal = (value: unknown): readonly string[] =>
  validateRefusal(value) ? [] : (validateRefusal.errors ?? []).map(told)

/** The vendor's type of each endpoint's reply, by method and path. */
export const replyTypes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(openapi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => [
      `${method} ${path}`,
      responses['200'].content['application/json'].schema.$ref.replace('#/components/schemas/', ''),
    ]),
  ),
)
