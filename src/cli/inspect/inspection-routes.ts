import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { EnrollmentInspection } from '../../inspect/index.ts'
import { answerJson, answerText } from '../loopback/answers.ts'
import type { Answer } from '../loopback/loopback-server.ts'
import { readJson } from '../loopback/read-json.ts'
import { answerFile, type StaticFiles } from '../loopback/static-files.ts'
import type { FrameStreams } from './frame-streams.ts'

const SentCommand = t.type({ enrollmentId: t.string, command: t.unknown })

interface Route {
  readonly method: 'GET' | 'POST'
  readonly take: (incoming: IncomingMessage, outgoing: ServerResponse) => void
}

/** What becomes of a command is told to whoever sent it, and to nobody else; nothing of it is repeated. */
const takeCommand = async (
  { send }: Pick<EnrollmentInspection, 'send'>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  const sent = SentCommand.decode(await readJson(incoming))
  if (E.isLeft(sent)) return answerText(outgoing, 400, 'That is not what this address takes.')
  return answerJson(outgoing, send(sent.right.enrollmentId, sent.right.command))
}

/**
 * The viewer, and the two ends that it talks to:
 *
 * - `GET /frames` what happens, as server-sent events of one frame each; an event `end` when no more comes
 * - `POST /commands` `{ enrollmentId, command }`, answered by `{ accepted }` and, if refused, a `reason`
 */
export const inspectionRoutes = (
  files: StaticFiles,
  inspection: Pick<EnrollmentInspection, 'send'>,
  streams: FrameStreams,
): Answer => {
  const routes: Readonly<Record<string, Route>> = {
    '/frames': { method: 'GET', take: (_, outgoing) => streams.join(outgoing) },
    '/commands': {
      method: 'POST',
      take: (incoming, outgoing) => void takeCommand(inspection, incoming, outgoing),
    },
  }
  return (incoming, outgoing, path) => {
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined
    if (route?.method === incoming.method) return route?.take(incoming, outgoing)
    if (route !== undefined)
      return answerText(outgoing, 405, `This address takes ${route.method}.`, { allow: route.method })
    if (incoming.method === 'GET' && answerFile(files, path, outgoing)) return undefined
    return answerText(outgoing, 404, 'There is nothing here.')
  }
}
