import type { Json } from '../../json/index.ts'

/** A JSON Schema (draft 2020-12, as OpenAPI 3.1 has it). */
export type Schema = { readonly [key: string]: Json }

export const string: Schema = { type: 'string' }
export const number: Schema = { type: 'number' }
export const boolean: Schema = { type: 'boolean' }
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
export const oneOf = (...schemas: readonly Schema[]): Schema => ({ oneOf: schemas })
export const anyOf = (...schemas: readonly Schema[]): Schema => ({ anyOf: schemas })
export const list = (items: Schema): Schema => ({ type: 'array', items })
export const literal = (...values: readonly string[]): Schema => ({ type: 'string', enum: values })
export const about = (description: string, schema: Schema): Schema => ({ ...schema, description })

/** An object with these properties and no others; `optional` ones may be absent. */
export const object = (
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
})

/** An object that may say more than this. */
export const openObject = (
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema => ({ ...object(required, optional), additionalProperties: true })
