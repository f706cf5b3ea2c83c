import schemas from './fixtures/genauth-v3.schemas.json' with { type: 'json' }

interface Schema {
  readonly $ref?: string
  readonly allOf?: readonly Schema[]
  readonly type?: string
  readonly enum?: readonly string[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

const named: Readonly<Record<string, Schema>> = schemas

const typeOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeOf(value) === 'object'

const check = (schema: Schema, value: unknown, path: string): string[] => {
  if (schema.$ref !== undefined) return against(schema.$ref.replace('#/components/schemas/', ''), value, path)
  if (schema.allOf !== undefined) return schema.allOf.flatMap((part) => check(part, value, path))
  if (schema.type !== undefined && schema.type !== typeOf(value))
    return [`${path} is ${typeOf(value)}, not ${schema.type}`]
  if (schema.enum !== undefined && !schema.enum.includes(String(value)))
    return [`${path} is none of ${schema.enum.join(', ')}`]
  if (Array.isArray(value)) {
    const { items = {} } = schema
    return value.flatMap((item: unknown, index) => check(items, item, `${path}[${index}]`))
  }
  const { properties, required = [] } = schema
  if (!isObject(value) || properties === undefined) return []
  return [
    ...required.filter((name) => !(name in value)).map((name) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const property = properties[name]
      return property === undefined
        ? [`${path}.${name} is undocumented`]
        : check(property, member, `${path}.${name}`)
    }),
  ]
}

/** Where a value differs from one of the vendor's types; no difference, an empty list. */
export const against = (name: string, value: unknown, path = name): string[] => {
  const schema = named[name]
  return schema === undefined ? [`${name} is no schema`] : check(schema, value, path)
}
