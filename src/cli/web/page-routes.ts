import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { setMaxListeners } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson, answerText } from '../loopback/answers.ts'
import { createEventStream } from '../loopback/event-stream.ts'
import type { Answer } from '../loopback/loopback-server.ts'
import { readJson } from '../loopback/read-json.ts'
import { Mishap } from './mishaps.ts'
import { mountSandbox } from './mount-sandbox.ts'
import { createPageAnswer, type PageFiles } from './page-answer.ts'
import type { PageEnrollments } from './page-enrollments.ts'
import type { Playground } from './playground.ts'

const MishapSet = t.strict({ mishap: Mishap, isOn: t.boolean })
const TimeSkipped = t.strict({ ms: t.number })

/** An hour is more than anything here lasts. */
const mostSkippedMs = 3_600_000

export interface PageRoutes {
  readonly answer: Answer
  /** What the page plays with has changed. */
  readonly tell: () => void
}

/**
 * The page, what it plays with, and the sandbox's API as the vendor has it:
 *
 * - `GET /play/person` who is signed in; `POST` signs somebody else in
 * - `GET /play/token` their access token, over the connection that can be cut
 * - `GET /play/state` messages, mishaps and time, as they change (server-sent events)
 * - `POST /play/mishap` `{ mishap, isOn }`, `POST /play/time` `{ ms }`
 * - `/api/…` the sandbox
 * - `/mfa/…` the enrollments, where the page leaves them to its server
 * - `/viewer/` the viewer, if there is one
 */
export const pageRoutes = (
  files: PageFiles,
  playground: Playground,
  closing: AbortSignal,
  enrollments: PageEnrollments | null = null,
): PageRoutes => {
  // Everything that hangs listens to it, and no number of those is a leak.
  setMaxListeners(0, closing)
  const answerPage = createPageAnswer({ ...files, hasEnrollments: enrollments !== null })
  const state = createEventStream(playground.state)
  const sandbox = mountSandbox(playground.sandbox, closing, state.tell)

  const changed = (outgoing: ServerResponse) => {
    state.tell()
    answerJson(outgoing, null)
  }
  const take = async <A>(
    codec: t.Type<A, unknown>,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    use: (body: A) => void,
  ): Promise<void> => {
    const body = codec.decode(await readJson(incoming))
    if (E.isLeft(body)) return answerText(outgoing, 400, 'That is not what this address takes.')
    use(body.right)
    changed(outgoing)
  }

  const routes: Readonly<Record<string, (incoming: IncomingMessage, outgoing: ServerResponse) => void>> = {
    'GET /play/person': (_, outgoing) => answerJson(outgoing, playground.signedIn()),
    'POST /play/person': (_, outgoing) => {
      playground.signInAfresh()
      changed(outgoing)
    },
    'GET /play/token': (_, outgoing) => {
      const token = playground.token()
      if (token === null) outgoing.destroy()
      else answerJson(outgoing, token)
    },
    'GET /play/state': (_, outgoing) => state.join(outgoing),
    'POST /play/mishap': (incoming, outgoing) =>
      void take(MishapSet, incoming, outgoing, ({ mishap, isOn }) => playground.set(mishap, isOn)),
    'POST /play/time': (incoming, outgoing) =>
      void take(TimeSkipped, incoming, outgoing, ({ ms }) =>
        playground.skip(Math.min(Math.max(ms, 0), mostSkippedMs)),
      ),
  }

  const answer: Answer = (incoming, outgoing, path) => {
    if (path.startsWith('/api/')) return sandbox(incoming, outgoing, path)
    if (enrollments !== null && path.startsWith(`${enrollments.path}/`))
      return enrollments.answer(incoming, outgoing, path)
    const route = routes[`${incoming.method} ${path}`]
    if (route !== undefined) return route(incoming, outgoing)
    if (incoming.method === 'GET' && answerPage(path, outgoing)) return undefined
    return answerText(outgoing, 404, 'There is nothing here.')
  }
  return { answer, tell: state.tell }
}
