import type { Json } from '../../json/index.ts'
import { problemTexts, type ProblemName } from '../problem/problem-texts.ts'
import { ref, string, type Schema } from './schema.ts'

type Object = { readonly [key: string]: Json }

const header = (description: string): Object => ({ description, schema: string })

/** Headers that an answer may have, by name. */
const known = {
  Location: header('Where the enrollment is.'),
  'Idempotency-Replayed': header('true: a request of before was repeated, and nothing was done.'),
  'Preference-Applied': header('wait=<seconds>: how long an answer was waited for, at most.'),
  'Retry-After': header('Seconds to wait before it is worth trying again.'),
  'WWW-Authenticate': header('How to say who you are.'),
  Allow: header('What methods there are.'),
} as const
type HeaderName = keyof typeof known

export const answers = (
  status: number,
  description: string,
  schema: Schema | null,
  { type = 'application/json', headers = [] }: { type?: string; headers?: readonly HeaderName[] } = {},
): Object => ({
  [String(status)]: {
    description,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers.map((name) => [name, known[name]])) }),
    ...(schema !== null && { content: { [type]: { schema } } }),
  },
})

const mayWait: ReadonlySet<number> = new Set([409, 429, 503])

const headersOf = (status: number): readonly HeaderName[] => {
  if (status === 401) return ['WWW-Authenticate']
  return mayWait.has(status) ? ['Retry-After'] : []
}

/** The problems that an address may answer, by status. */
export const problems = (...names: readonly ProblemName[]): Object => {
  const statuses = new Set(names.map((name) => problemTexts[name].status))
  return Object.fromEntries(
    [...statuses].map((status) => {
      const here = names.filter((name) => problemTexts[name].status === status)
      const headers = headersOf(status)
      return [
        String(status),
        {
          description: here.map((name) => problemTexts[name].title).join('; '),
          ...(headers.length > 0 && {
            headers: Object.fromEntries(headers.map((name) => [name, known[name]])),
          }),
          content: { 'application/problem+json': { schema: ref('Problem') } },
        },
      ]
    }),
  )
}

/** Of every address that asks who it is. */
export const callerProblems: readonly ProblemName[] = [
  'unauthenticated',
  'limit-reached',
  'authentication-unavailable',
  'limits-unavailable',
  'store-unavailable',
  'defect',
]

export const inBody = (schema: Schema): Object => ({
  required: true,
  content: { 'application/json': { schema } },
})

export const pathId = (description: string): Object => ({
  name: 'id',
  in: 'path',
  required: true,
  description,
  schema: string,
})

export const requestHeader = (name: string, description: string): Object => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: string,
})

export type Paths = { readonly [path: string]: { readonly [method: string]: Json } }
