import * as E from '#fp-ts/Either'
import { redact, reveal, type Command, type EnrollmentError, type Redacted } from '../../machines/index.ts'
import { isJsonObject } from '../json/index.ts'
import type { EnrollmentClock } from '../live/index.ts'
import { decodeReply } from '../view/json/index.ts'
import { errorOfAnswer, isGone, reasonOf } from './answer-error.ts'
import { backOff } from './back-off.ts'
import type { Answer } from './connection.ts'
import { choiceBodyOf, type EnrollmentRequests } from './enrollment-requests.ts'
import type { Pauses } from './pauses.ts'
import { troubleOfRefusal } from './refusal-trouble.ts'
import type { Standing } from './standing.ts'

/** How often a command is sent that the server surely did not take, or that says itself that it is the same. */
const attempts = 4

export interface CommandingOptions {
  readonly requests: EnrollmentRequests
  readonly standing: Standing
  readonly clock: EnrollmentClock
  readonly random: () => number
  readonly pauses: Pauses
  readonly signal: AbortSignal
  readonly changed: () => void
}

type Outcome = E.Either<EnrollmentError, Answer>

/** Nothing was changed by it, so it may be sent again. */
const isUntaken = (outcome: Outcome): boolean => {
  if (E.isLeft(outcome)) return false
  const reason = reasonOf(outcome.right.json)
  return outcome.right.status === 503 && (reason === 'overloaded' || reason === 'stopping')
}

/** It may have been taken, or not. */
const isUncertain = (outcome: Outcome): boolean => {
  if (E.isRight(outcome)) return outcome.right.status >= 500 && !isUntaken(outcome)
  const { left } = outcome
  return left._tag === 'timedOut' || (left._tag === 'unreachable' && left.mayHaveArrived)
}

const isInFlight = (outcome: Outcome): boolean =>
  E.isRight(outcome) && outcome.right.status === 409 && decodeReplyOf(outcome.right) === null

const decodeReplyOf = ({ json }: Answer) => {
  const reply = decodeReply(isJsonObject(json) && 'enrollment' in json ? json['enrollment'] : json)
  return E.isRight(reply) ? reply.right : null
}

/** Sends commands, one at a time, and none of them twice unless the server knows it as the same. */
export const createCommanding = (options: CommandingOptions) => {
  const { requests, standing, clock, random, pauses, signal, changed } = options
  /** A creation without an answer: the same once more has the same key, so that no second message is sent. */
  let open: { readonly body: Redacted<string>; readonly key: string } | null = null

  const errorOf = (outcome: Outcome): EnrollmentError =>
    E.isLeft(outcome) ? outcome.left : errorOfAnswer(outcome.right, clock.now())

  const take = (answer: Answer): boolean => {
    const reply = decodeReplyOf(answer)
    if (reply !== null) standing.heard(reply, 'answer', clock.now())
    return reply !== null
  }

  const repeated = async (send: () => Promise<Outcome>, again: (outcome: Outcome) => boolean) => {
    let outcome = await send()
    for (let made = 1; made < attempts && again(outcome) && !signal.aborted; made += 1) {
      await pauses.wait(backOff(made - 1, random()), signal)
      if (!signal.aborted) outcome = await send()
    }
    return outcome
  }

  const create = async (command: Extract<Command, { type: 'factor.chosen' }>): Promise<Outcome> => {
    const body = choiceBodyOf(command)
    if (open === null || reveal(open.body) !== body) open = { body: redact(body), key: crypto.randomUUID() }
    const { key } = open
    const outcome = await repeated(
      () => requests.create(body, key, signal),
      (made) => isUntaken(made) || isUncertain(made) || isInFlight(made),
    )
    if (!isUncertain(outcome)) open = null
    return outcome
  }

  /** What became of a command whose answer is lost: asked until it is known, and never sent again. */
  const lookUp = async (id: string, command: Command, error: EnrollmentError): Promise<void> => {
    standing.sent({ command, isLost: true })
    changed()
    for (let made = 0; !signal.aborted && standing.underway() !== null; made += 1) {
      const looked = await requests.look(id, signal)
      if (signal.aborted) return
      if (E.isRight(looked) && isGone(looked.right)) return standing.gone()
      if (E.isRight(looked) && take(looked.right)) {
        if (!standing.settled()) standing.trouble({ error, until: null, command: command.type })
        return
      }
      await pauses.wait(backOff(made, random()), signal)
    }
  }

  const settle = (command: Command, outcome: Outcome): void => {
    const isHeard = E.isRight(outcome) && take(outcome.right)
    standing.settled()
    if (E.isRight(outcome) && outcome.right.status < 300) {
      if (!isHeard)
        standing.trouble({
          error: { _tag: 'invalidResponse', paths: [] },
          until: null,
          command: command.type,
        })
      return
    }
    if (E.isRight(outcome) && isGone(outcome.right) && standing.id() !== null) return standing.gone()
    const trouble = troubleOfRefusal(outcome, errorOf(outcome), clock.now())
    if (trouble !== null) standing.trouble({ ...trouble, command: command.type })
  }

  const perform = async (command: Command): Promise<void> => {
    const id = standing.id()
    if (id === null) {
      if (command.type === 'factor.chosen') settle(command, await create(command))
      return
    }
    const outcome = await repeated(() => requests.tell(id, command, signal), isUntaken)
    if (signal.aborted) return
    if (isUncertain(outcome)) await lookUp(id, command, errorOf(outcome))
    else settle(command, outcome)
  }

  const send = async (command: Command): Promise<void> => {
    standing.sent({ command, isLost: false })
    changed()
    await perform(command)
    if (signal.aborted) return
    const isLeaving = standing.takeLeave() && !standing.isOver()
    if (isLeaving && standing.id() === null) standing.left()
    changed()
    if (isLeaving && !standing.isOver()) await send({ type: 'enrollment.cancelled' })
  }

  return { send, take }
}
