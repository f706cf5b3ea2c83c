import * as E from '#fp-ts/Either'
import { decodeCommand, redact, reveal, type FactorChosen } from '../../../machines/index.ts'
import type { Created } from '../../durable/index.ts'
import type { Json } from '../../json/index.ts'
import { readJson } from '../body/read-json.ts'
import { enrollmentJson, jsonAnswer } from '../exchange/enrollment-answer.ts'
import type { Answer, CallerExchange, Handler } from '../exchange/exchange.ts'
import { accessTokenOf } from '../exchange/known-caller.ts'
import { leaveToSend } from '../exchange/sending.ts'
import type { Settings } from '../exchange/settings.ts'
import { digestOf } from '../idempotency/digest.ts'
import { enrollmentIdFor } from '../idempotency/enrollment-id.ts'
import { idempotencyKeyOf } from '../idempotency/idempotency-key.ts'
import { waited } from '../prefer/waited.ts'
import { problem, type Problem } from '../problem/problem.ts'
import { refusalProblem } from '../problem/refusal-problem.ts'

const chosenIn = (body: { readonly [key: string]: Json }): E.Either<Problem, FactorChosen> => {
  const { factorType = null, profile = {} } = body
  const command = decodeCommand({ type: 'factor.chosen', factorType, profile })
  if (E.isLeft(command)) return E.left(problem('invalid-command', { reason: command.left }))
  return command.right.type === 'factor.chosen'
    ? E.right(command.right)
    : E.left(problem('invalid-command', { reason: 'notACommand' }))
}

/** What was asked for is there already: the same request once more, or another one by the same key. */
const replayed = async (created: Created, exchange: CallerExchange, settings: Settings): Promise<Answer> => {
  const { id, answer, isSameRequest } = created
  const owner = await settings.engine.ownerOf(id)
  // Erased a moment ago, so the next one with this key is new.
  if (owner === null || reveal(owner) !== exchange.caller.subject)
    return E.left(problem('request-in-flight', { retryAfter: 1 }))
  exchange.notes.enrollmentId = id
  if (isSameRequest !== true) return E.left(problem('idempotency-key-reused'))
  return answered(200, { id, answer }, exchange, settings, { 'idempotency-replayed': 'true' })
}

const answered = async (
  status: number,
  { id, answer }: Pick<Created, 'id' | 'answer'>,
  { request }: CallerExchange,
  settings: Settings,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const { view, headers } = await waited(id, answer.view, request, settings)
  const location = `${settings.basePath}/enrollments/${id}`
  const json = enrollmentJson({ id, view, now: settings.clock.now() })
  return jsonAnswer(status, json, { location, ...headers, ...more })
}

interface Asked {
  readonly id: string
  readonly command: FactorChosen
  readonly requestDigest: string
}

/** A repeated request is answered from the record, and costs nobody a message. */
const isThere = async ({ id }: Asked, { engine }: Settings): Promise<boolean> =>
  (await engine.ownerOf(id)) !== null

const createdFor = async (asked: Asked, exchange: CallerExchange, settings: Settings) => {
  const { id: enrollmentId, command, requestDigest } = asked
  const { engine } = settings
  const owner = redact(exchange.caller.subject)
  // Without its command, should it be erased between the two: then nothing is sent that was not counted.
  if (await isThere(asked, settings))
    return E.right(await engine.create({ enrollmentId, owner, requestDigest }))
  const accessToken = await accessTokenOf(exchange)
  if (E.isLeft(accessToken)) return accessToken
  const leave = await leaveToSend(command, exchange, settings, { begins: true })
  if (E.isLeft(leave)) return leave
  const about = { enrollmentId, owner, accessToken: accessToken.right, command, requestDigest }
  const created = await engine.create(about)
  if (created.answer.accepted) leave.right.follow(enrollmentId, created.answer)
  else await leave.right.giveBack()
  return E.right(created)
}

const answerTo = async (created: Created, exchange: CallerExchange, settings: Settings): Promise<Answer> => {
  const { id, isNew, answer } = created
  if (!answer.accepted && answer.reason === 'exists') return replayed(created, exchange, settings)
  const now = settings.clock.now()
  if (!answer.accepted)
    return E.left(refusalProblem(answer, enrollmentJson({ id, view: answer.view, now }), now))
  exchange.notes.enrollmentId = id
  return answered(isNew ? 201 : 200, created, exchange, settings)
}

/** `POST /enrollments`: begins an enrollment, once for each `Idempotency-Key`. */
export const createEnrollment = (settings: Settings): Handler<CallerExchange> => {
  // Of this process: another one that is faster is met at the store.
  const inFlight = new Set<string>()
  return async (exchange) => {
    const { request, caller } = exchange
    const key = idempotencyKeyOf(request)
    if (E.isLeft(key)) return key
    const body = await readJson(request, settings.clock)
    if (E.isLeft(body)) return body
    const command = chosenIn(body.right)
    if (E.isLeft(command)) return command
    const id = await enrollmentIdFor(caller.subject, key.right)
    const requestDigest = await digestOf(body.right)
    if (inFlight.has(id)) return E.left(problem('request-in-flight', { retryAfter: 1 }))
    inFlight.add(id)
    const created = await createdFor(
      { id, command: command.right, requestDigest },
      exchange,
      settings,
    ).finally(() => inFlight.delete(id))
    return E.isLeft(created) ? created : answerTo(created.right, exchange, settings)
  }
}
