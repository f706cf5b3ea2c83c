import { Ajv2020 } from 'ajv/dist/2020.js'
import { openApiDocument } from '../../src/server/index.ts'

const ajv = new Ajv2020({ strict: false, allErrors: true })
ajv.addSchema({ ...openApiDocument(''), $id: 'openapi' })

const validators = new Map<string, ReturnType<typeof ajv.compile>>()

const validatorAt = (path: readonly string[]) => {
  const $ref = `openapi#${pointer(...path)}`
  const made = validators.get($ref) ?? ajv.compile({ $ref })
  validators.set($ref, made)
  return made
}

const pointer = (...parts: readonly string[]) =>
  parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')

const document = openApiDocument('')

const at = (path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
    document,
  )

/** The documented path that this one is an example of. */
const patternOf = (path: string): string =>
  [
    [/^\/enrollments\/[^/]+\/(events|stream)$/, '/enrollments/{id}/$1'],
    [/^\/enrollments\/[^/]+$/, '/enrollments/{id}'],
    [/^\/factors\/(?!choices$)[^/]+$/, '/factors/{id}'],
  ].reduce((now, [pattern = '', to = '']) => now.replace(pattern, String(to)), path)

/**
 * What the OpenAPI document says against an answer: nothing if it has this status, media type, headers and body for
 * this method and address. Answers outside the document are 404 and 405, and have a problem for a body.
 */
export const undocumented = (
  method: string,
  path: string,
  response: Response,
  body: string,
): readonly string[] => {
  const { status, headers } = response
  const said = ['paths', patternOf(path), method.toLowerCase(), 'responses', String(status)]
  const type = (headers.get('content-type') ?? '').split(';')[0] ?? ''
  const isListed = at(said) !== undefined
  if (!isListed && (at(said.slice(0, 3)) !== undefined || (status !== 404 && status !== 405)))
    return [`${method} ${path}: ${status} is not documented`]
  const documentedHeaders = at([...said, 'headers'])
  const names =
    typeof documentedHeaders === 'object' && documentedHeaders !== null ? Object.keys(documentedHeaders) : []
  const missing = ['Retry-After', 'WWW-Authenticate'].filter(
    (name) => headers.has(name) && !names.includes(name),
  )
  const schema = isListed ? [...said, 'content', type, 'schema'] : ['components', 'schemas', 'Problem']
  if (at(schema) === undefined)
    return at([...said, 'content']) === undefined && body === ''
      ? []
      : [`${method} ${path}: ${status} has no ${type} in the document`]
  if (type === 'text/event-stream') return []
  const validate = validatorAt(schema)
  const isValid = validate(JSON.parse(body))
  return [
    ...missing.map((name) => `${method} ${path}: ${status} has ${name}, which is not documented`),
    ...(isValid ? [] : [`${method} ${path}: ${status} ${ajv.errorsText(validate.errors)}`]),
  ]
}
