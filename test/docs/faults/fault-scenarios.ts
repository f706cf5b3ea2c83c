import type { Fault } from '../../../src/sandbox/index.ts'

type OneFault<F> = F extends unknown ? Omit<F, 'endpoint' | 'times'> : never

/** A fault of the table: its name, and what is told to the sandbox. */
export interface Scenario {
  readonly name: string
  readonly fault: OneFault<Fault>
}

const refused = (statusCode: number, more: { httpStatus?: number; apiCode?: number } = {}): Scenario => ({
  name: [
    `statusCode ${statusCode}`,
    ...(more.apiCode === undefined ? [] : [`apiCode ${more.apiCode}`]),
    ...(more.httpStatus === undefined ? [] : ['by HTTP']),
  ].join(', '),
  fault: { kind: 'refusal', statusCode, ...more },
})

/** What happens to the connection. The client waits half a second. */
const ofTheConnection: readonly Scenario[] = [
  { name: 'connection refused', fault: { kind: 'refused', ms: 600_000 } },
  { name: 'reset before anything', fault: { kind: 'reset' } },
  { name: 'reply lost', fault: { kind: 'lostReply' } },
  { name: 'reset after the headers', fault: { kind: 'resetAfterHeaders' } },
  { name: 'reset in the body', fault: { kind: 'resetInBody' } },
  { name: 'hang', fault: { kind: 'hang' } },
  { name: 'hang in the body', fault: { kind: 'hangInBody' } },
  { name: 'slow drip', fault: { kind: 'slowDrip', ms: 100 } },
]

/** What is wrong with the reply. */
const ofTheReply: readonly Scenario[] = [
  { name: 'truncated', fault: { kind: 'truncated' } },
  { name: "a proxy's HTML page", fault: { kind: 'html' } },
  { name: 'empty', fault: { kind: 'empty' } },
  { name: '10 MB', fault: { kind: 'oversized' } },
  { name: 'redirect to a foreign host', fault: { kind: 'redirect', location: 'https://login.example.net/' } },
  ...(['missing', 'null', 'wrongType', 'extra'] as const).map((how): Scenario => ({
    name: how === 'extra' ? 'fields too many' : `statusCode ${how === 'wrongType' ? 'of a wrong type' : how}`,
    fault: { kind: 'spoiltField', path: 'statusCode', how },
  })),
  { name: 'data null', fault: { kind: 'spoiltField', path: 'data', how: 'null' } },
  { name: 'data of a wrong type', fault: { kind: 'spoiltField', path: 'data', how: 'wrongType' } },
]

const documented = [400, 401, 402, 403, 404, 409, 413, 422, 499, 500, 501, 502, 503, 601, 602, 603]

/** What the server may say no with. */
const refusals: readonly Scenario[] = [
  { name: '429 with Retry-After', fault: { kind: 'throttled', retryAfter: 7 } },
  { name: '429 without', fault: { kind: 'throttled' } },
  ...documented.map((statusCode) => refused(statusCode)),
  refused(418),
  refused(599),
  refused(699),
  ...[400, 401, 403, 404, 408, 500, 502, 503, 504].map((httpStatus) => refused(httpStatus, { httpStatus })),
  refused(499, { apiCode: 999_999 }),
]

export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  'The connection': ofTheConnection,
  'The reply': ofTheReply,
  'A refusal': refusals,
  'The clock': [{ name: 'clock an hour ahead', fault: { kind: 'clockSkew', ms: 3_600_000 } }],
}
