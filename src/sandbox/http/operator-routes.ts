import { Hono, type MiddlewareHandler } from 'hono'
import * as E from '#fp-ts/Either'
import { sameText } from '../../constant-time/index.ts'
import type { Faults, MeetFaults } from '../faults/active-faults.ts'
import { Fault, whyNoFault } from '../faults/fault.ts'
import type { Outbox } from '../outbox.ts'
import type { Bindings } from './bindings.ts'
import { readJson } from './read-json.ts'

export interface OperatorParts {
  readonly adminToken: string
  readonly outbox: Outbox
  readonly faults: Faults & MeetFaults
}

type Env = { Bindings: Bindings }

const plainHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  // The address holds the token.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const refuse = (status: number, why: string): Response =>
  new Response(JSON.stringify({ error: why }), {
    status,
    headers: { ...plainHeaders, 'content-type': 'application/json; charset=utf-8' },
  })

const answer = (body: unknown): Response =>
  new Response(JSON.stringify(body), {
    headers: { ...plainHeaders, 'content-type': 'application/json; charset=utf-8' },
  })

const asOneFault = 'Send one fault as JSON, such as {"endpoint":"enrollFactor","kind":"lostReply","times":1}'

/**
 * Codes lie open here, so a page in the same browser must not get in. The exact `Host` keeps out names that
 * were rebound to loopback; a foreign or opaque `Origin` is refused; no CORS header lets a page read.
 */
const onlyFromHere: MiddlewareHandler<Env> = async (c, next) => {
  const hosts = c.env.hosts ?? []
  const host = c.req.header('host')
  if (host === undefined || !hosts.includes(host.toLowerCase()))
    return refuse(403, 'Ask for this page by the address the sandbox printed')
  const origin = c.req.header('origin')
  if (origin !== undefined && !hosts.some((known) => origin === `http://${known}`)) {
    return refuse(403, 'This page is not for other origins')
  }
  return next()
}

/** The outbox and the faults, under `/sandbox/<adminToken>`. */
export const operatorRoutes = ({ adminToken, outbox, faults }: OperatorParts): Hono<Env> => {
  const withToken: MiddlewareHandler<Env> = async (c, next) =>
    sameText(c.req.param('token') ?? '', adminToken) ? next() : refuse(404, 'No such page')

  const routes = new Hono<Env>()
  routes.use('/:token/*', onlyFromHere, withToken)
  routes.get('/:token/outbox', () => answer(outbox.messages))
  routes.get('/:token/faults', () => answer(faults.list()))
  routes.post('/:token/faults', async (c) => {
    const read = await readJson(c.req.raw)
    if (E.isLeft(read)) return refuse(400, asOneFault)
    const fault = Fault.decode(read.right)
    if (E.isLeft(fault)) return refuse(400, `${whyNoFault(fault.left)}. ${asOneFault}`)
    faults.add(fault.right)
    return answer(faults.list())
  })
  routes.delete('/:token/faults', () => {
    faults.clear()
    return answer(faults.list())
  })
  return routes
}
