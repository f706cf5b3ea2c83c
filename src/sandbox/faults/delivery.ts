import type { Prevention, Spoiling } from './fault-kinds.ts'
import { refusalReply } from './refusal-reply.ts'
import { spoilField } from './spoil-field.ts'
import type { Voice, WireReply } from './wire-reply.ts'

/**
 * What reaches the client, over whatever carries it: the same description is written to a socket, made a
 * `Response`, or read by the service in memory.
 */
export type Delivery =
  | { readonly kind: 'nothing'; readonly end: 'closed' | 'reset' | 'silence' }
  | {
      readonly kind: 'reply'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      /** The body, piece by piece; an iterable, for there may be 10 MB of it. */
      readonly pieces: Iterable<Uint8Array>
      /** The length the headers state; null where they state none. */
      readonly contentLength: number | null
      /** Between two pieces, ms of the clock. */
      readonly pauseMs: number
      readonly end: 'complete' | 'reset' | 'silence'
    }

const json = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }

const whole = ({ status, headers, text }: WireReply): Delivery => {
  const bytes = Buffer.from(text)
  const pieces = bytes.byteLength === 0 ? [] : [bytes]
  return {
    kind: 'reply',
    status,
    headers,
    pieces,
    contentLength: bytes.byteLength,
    pauseMs: 0,
    end: 'complete',
  }
}

const badGateway =
  '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'

const ofPrevention = (fault: Prevention, voice: Voice): Delivery => {
  switch (fault.kind) {
    case 'reset':
      return { kind: 'nothing', end: 'reset' }
    case 'hang':
      return { kind: 'nothing', end: 'silence' }
    case 'throttled':
      return whole(refusalReply({ ...fault, statusCode: 429 }, voice))
    case 'serverError':
      return whole(refusalReply({ ...fault, statusCode: 500, httpStatus: 500 }, voice))
    case 'refusal':
      return whole(refusalReply(fault, voice))
    case 'html':
      return whole({ status: 502, headers: { 'content-type': 'text/html; charset=utf-8' }, text: badGateway })
    case 'redirect': {
      // No name under .invalid ever resolves (RFC 6761 section 6.4): who follows takes the token nowhere.
      const location = fault.location ?? 'https://elsewhere.invalid/login'
      return whole({ status: 302, headers: { location }, text: '' })
    }
  }
}

const megabyte = 1024 * 1024

function* withFiller(text: string): Iterable<Uint8Array> {
  const cut = text.lastIndexOf('}')
  const filler = Buffer.alloc(megabyte / 16, 'x')
  yield Buffer.from(`${text.slice(0, cut)},"filler":"`)
  for (let sent = 0; sent < 10 * megabyte; sent += filler.byteLength) yield filler
  yield Buffer.from(`"${text.slice(cut)}`)
}

const inPieces = (bytes: Uint8Array, count: number): readonly Uint8Array[] => {
  const size = Math.max(1, Math.ceil(bytes.byteLength / count))
  return Array.from({ length: Math.ceil(bytes.byteLength / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
}

const ofSpoiling = (fault: Spoiling, reply: WireReply): Delivery => {
  const bytes = Buffer.from(reply.text)
  const half = bytes.subarray(0, Math.ceil(bytes.byteLength / 2))
  const real = {
    kind: 'reply',
    status: reply.status,
    headers: reply.headers,
    pieces: [bytes],
    contentLength: bytes.byteLength,
    pauseMs: 0,
    end: 'complete',
  } as const
  switch (fault.kind) {
    case 'lostReply':
      return { kind: 'nothing', end: 'closed' }
    case 'resetAfterHeaders':
      return { ...real, pieces: [], end: 'reset' }
    case 'resetInBody':
      return { ...real, pieces: [half], end: 'reset' }
    case 'hangInBody':
      return { ...real, pieces: [half], end: 'silence' }
    case 'slowDrip':
      return { ...real, pieces: inPieces(bytes, fault.pieces ?? 32), pauseMs: fault.ms }
    case 'truncated':
      return { ...real, pieces: [half], contentLength: half.byteLength }
    case 'empty':
      return whole({ status: 200, headers: json, text: '' })
    case 'oversized':
      return { ...real, pieces: withFiller(reply.text), contentLength: null }
    case 'wrongShape': {
      const body = fault.body === undefined ? { statusCode: 'two hundred' } : fault.body
      return whole({ status: 200, headers: json, text: JSON.stringify(body) ?? '' })
    }
    case 'spoiltField':
    case 'replacedField':
      return whole({ ...reply, text: spoilField(reply.text, fault) })
  }
}

/** A request that met a fault: with the real reply where it was carried out. */
export type Disturbed<Reply> =
  | { readonly fault: Prevention; readonly reply: null }
  | { readonly fault: Spoiling; readonly reply: Reply }

/** What reaches the client of a request that met a fault. */
export const deliveryOf = ({ fault, reply }: Disturbed<WireReply>, voice: Voice): Delivery =>
  reply === null ? ofPrevention(fault, voice) : ofSpoiling(fault, reply)
