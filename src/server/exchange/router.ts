import { Hono } from 'hono'
import * as E from '#fp-ts/Either'
import { preflightHeaders, isPreflight } from '../forgery/cors.ts'
import { defectProblem } from '../problem/defect-problem.ts'
import { problem } from '../problem/problem.ts'
import { problemResponse } from '../problem/problem-response.ts'
import type { Answer, Notes, Route } from './exchange.ts'

export interface Bindings {
  readonly remoteAddress: string | null
  readonly hangUp: (() => void) | undefined
  readonly notes: Notes
}

export interface RouterOptions {
  readonly routes: readonly Route[]
  readonly basePath: string
  readonly origins: readonly string[]
  readonly report: (defect: unknown) => void
}

interface Env {
  Bindings: Bindings
}

const responseTo = (answer: Answer, notes: Notes): Response => {
  if (E.isRight(answer)) return answer.right
  notes.problem = answer.left
  return problemResponse(answer.left)
}

const allowedAt = (path: string, routes: readonly Route[]): string => {
  const methods = routes.filter((route) => route.path === path).map(({ method }) => method)
  const all = methods.includes('GET') ? [...methods, 'HEAD'] : methods
  return [...all, 'OPTIONS'].join(', ')
}

/** The routes by method and path; a method that a path has not is 405, a path that is not there 404. */
export const routerOf = ({ routes, basePath, origins, report }: RouterOptions): Hono<Env> => {
  /** Hono catches errors alone, and hosts may throw anything. */
  const answerOf = (answering: Promise<Answer>, { method }: Request): Promise<Answer> =>
    answering.catch((cause: unknown) => {
      report(cause)
      return E.left(defectProblem(cause, method))
    })

  const app = new Hono<Env>().basePath(basePath === '' ? '/' : basePath)
  for (const { method, path, handle } of routes)
    app.on(method, path, async (c) => {
      const { notes, remoteAddress, hangUp } = c.env
      notes.route = path
      const id = c.req.param('id') ?? ''
      const exchange = { request: c.req.raw, id, remoteAddress, hangUp, notes }
      return responseTo(await answerOf(handle(exchange), exchange.request), notes)
    })
  for (const path of new Set(routes.map((route) => route.path))) {
    const allow = allowedAt(path, routes)
    app.all(path, (c) => {
      const { notes } = c.env
      notes.route = path
      const { raw } = c.req
      if (raw.method !== 'OPTIONS')
        return responseTo(E.left(problem('method-not-allowed', { headers: { allow } })), notes)
      const cors = isPreflight(raw) ? preflightHeaders(raw, origins) : {}
      return new Response(null, { status: 204, headers: { allow, ...cors } })
    })
  }
  app.notFound((c) => responseTo(E.left(problem('not-found')), c.env.notes))
  app.onError((cause, c) => {
    report(cause)
    return responseTo(E.left(defectProblem(cause, c.req.method)), c.env.notes)
  })
  return app
}
