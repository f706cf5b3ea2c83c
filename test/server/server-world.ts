import * as assert from 'uvu/assert'
import { redact } from '../../machines/index.ts'
import type { AuditEvent } from '../../src/audit/index.ts'
import { createEngine, type Engine, type EngineOptions } from '../../src/durable/index.ts'
import {
  createEnrollmentServer,
  createObservation,
  type AuthenticateByToken,
  type EnrollmentServerOptions,
  type RequestLog,
} from '../../src/server/index.ts'
import { quiet, world as durableWorld } from '../durable/engine/world.ts'
import { undocumented } from './documented.ts'

export { quiet }

export const origin = 'https://mfa.example.com'

/** What came back, read. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Parsed; null if it is no JSON. */
  readonly json: ReturnType<typeof JSON.parse>
}

export interface Asking {
  /** Who asks: `Bearer <as>`; nobody with null. */
  readonly as?: string | null
  readonly body?: unknown
  /** As it is, in the place of JSON. */
  readonly raw?: BodyInit
  readonly headers?: Readonly<Record<string, string>>
  readonly remoteAddress?: string
}

/** The token is the subject. */
export const byToken: AuthenticateByToken = async (request) => {
  const [, token] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? []
  return token === undefined
    ? null
    : { subject: token, getAccessToken: async () => redact(token), expiresAt: null, byCookie: false }
}

export interface NodeOptions {
  readonly server?: Partial<EnrollmentServerOptions>
  readonly engine?: Partial<EngineOptions>
  /** What the server has in the place of the engine. */
  readonly wrapEngine?: (engine: Engine) => Engine
}

/**
 * A store, a clock that stands still, a GenAuth in memory, and as many processes with an engine and a server as a
 * test wants. Every answer is held against the OpenAPI document.
 */
export const world = (shared: Parameters<typeof durableWorld>[0] = {}) => {
  const w = durableWorld(shared)

  const node = (options: NodeOptions = {}) => {
    const events: AuditEvent[] = []
    const defects: unknown[] = []
    const logs: RequestLog[] = []
    const observation = createObservation({ clock: w.clock })
    const engine = createEngine({
      store: w.store,
      keys: [w.key],
      clock: w.clock,
      service: () => w.sandbox.service(),
      onEvent: (event) => {
        events.push(event)
        observation.onEvent(event)
      },
      onTransition: observation.onTransition,
      onDefect: (defect) => defects.push(defect),
      ...options.engine,
    })
    const server = createEnrollmentServer({
      engine: options.wrapEngine?.(engine) ?? engine,
      authenticate: byToken,
      limits: false,
      observation,
      clock: w.clock,
      onRequest: (log) => logs.push(log),
      onDefect: (defect) => defects.push(defect),
      directory: () => w.sandbox.directory(),
      ...options.server,
    })
    const basePath = options.server?.basePath ?? ''

    const requestFor = (method: string, path: string, asking: Asking = {}): Request => {
      const { as = 'ann', body, raw, headers = {} } = asking
      const sent = raw ?? (body === undefined ? null : JSON.stringify(body))
      return new Request(`${origin}${basePath}${path}`, {
        method,
        body: sent,
        headers: {
          ...(as !== null && { authorization: `Bearer ${as}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(sent instanceof ReadableStream && { duplex: 'half' }),
      })
    }

    /** The response as it comes, with what is true of every one. */
    const fetched = async (method: string, path: string, asking: Asking = {}): Promise<Response> => {
      const { remoteAddress } = asking
      const response = await server.fetch(
        requestFor(method, path, asking),
        remoteAddress === undefined ? {} : { remoteAddress },
      )
      assert.is(response.headers.get('cache-control'), 'no-store')
      return response
    }

    const ask = async (method: string, path: string, asking: Asking = {}): Promise<Reply> => {
      const response = await fetched(method, path, asking)
      const text = await response.text()
      if (method !== 'HEAD' && method !== 'OPTIONS')
        assert.equal(undocumented(method, path, response, text), [])
      const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== ''
      await quiet()
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: isJson ? JSON.parse(text) : null,
      }
    }

    return {
      engine,
      server,
      events,
      defects,
      logs,
      observation,
      fetched,
      ask,
      began: async (asking: Asking = {}): Promise<string> => {
        const { status, json } = await ask('POST', '/enrollments', { body: sms, ...asking })
        assert.is(status, 201)
        return json.id
      },
      show: async (id: string, as = 'ann') => (await ask('GET', `/enrollments/${id}`, { as })).json,
      send: (id: string, body: unknown, asking: Asking = {}) =>
        ask('POST', `/enrollments/${id}/events`, { body, ...asking }),
      stop: async () => {
        await server.stop()
        await engine.stop({ graceMs: 0 })
      },
    }
  }

  return { ...w, node }
}

export const sms = {
  factorType: 'SMS',
  profile: { phoneCountryCode: '+86', phoneNumber: '18812345678' },
} as const
