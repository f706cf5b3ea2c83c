import * as E from '#fp-ts/Either'
import { decodeCommand, type Command } from '../../../machines/index.ts'
import { readJson } from '../body/read-json.ts'
import { enrollmentJson, jsonAnswer } from '../exchange/enrollment-answer.ts'
import type { CallerExchange, Handler } from '../exchange/exchange.ts'
import { accessTokenOf } from '../exchange/known-caller.ts'
import { notOwned } from '../exchange/owned.ts'
import { choiceIn, leaveToSend, leaveToSubmit } from '../exchange/sending.ts'
import type { Settings } from '../exchange/settings.ts'
import { waited } from '../prefer/waited.ts'
import { problem, type Problem } from '../problem/problem.ts'
import { refusalProblem } from '../problem/refusal-problem.ts'

type Submission = Extract<Command, { readonly type: 'code.submitted' | 'photo.submitted' }>

const isSubmission = (command: Command): command is Submission =>
  command.type === 'code.submitted' || command.type === 'photo.submitted'

/** Without it an old tab's code would spend the attempt of a new token. */
const lacksGeneration = (command: Command): boolean =>
  isSubmission(command) && command.generation === undefined

const commandIn = async (
  { request }: CallerExchange,
  { clock }: Settings,
): Promise<E.Either<Problem, Command>> => {
  const body = await readJson(request, clock)
  if (E.isLeft(body)) return body
  const command = decodeCommand(body.right)
  if (E.isLeft(command)) return E.left(problem('invalid-command', { reason: command.left }))
  return lacksGeneration(command.right)
    ? E.left(problem('invalid-command', { reason: 'generationMissing' }))
    : command
}

/** `POST /enrollments/:id/events`: takes a command. */
export const sendCommand =
  (settings: Settings): Handler<CallerExchange> =>
  async (exchange) => {
    const foreign = await notOwned(exchange, settings)
    if (foreign !== null) return E.left(foreign)
    const { id, request } = exchange
    const command = await commandIn(exchange, settings)
    if (E.isLeft(command)) return command
    const choice = await choiceIn(id, command.right, settings)
    const accessToken = await accessTokenOf(exchange)
    if (E.isLeft(accessToken)) return accessToken
    const leave = isSubmission(command.right)
      ? await leaveToSubmit(exchange, settings)
      : await leaveToSend(choice, exchange, settings)
    if (E.isLeft(leave)) return leave
    const answer = await settings.engine.send(id, command.right, { accessToken: accessToken.right })
    if (answer?.accepted === true) leave.right.follow(id, answer)
    else await leave.right.giveBack()
    if (answer === null) return E.left(problem('not-found'))
    const { clock } = settings
    if (!answer.accepted) {
      const json = enrollmentJson({ id, view: answer.view, now: clock.now() })
      return E.left(refusalProblem(answer, json, clock.now()))
    }
    const { view, headers } = await waited(id, answer.view, request, settings)
    return jsonAnswer(200, enrollmentJson({ id, view, now: clock.now() }), headers)
  }
