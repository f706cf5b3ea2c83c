import * as E from '#fp-ts/Either'
import type { TaskEither } from '#fp-ts/TaskEither'
import { reveal, type Redacted } from '../../../machines/index.ts'
import { sameText } from '../../constant-time/index.ts'
import type { Language } from '../language.ts'
import type { Message, Outbox } from '../outbox.ts'
import { randomDigits, type Random } from '../random.ts'
import { refused, type Refusal } from './refusal.ts'

/** Takes a message to the person. Left: why it did not leave. */
export type Deliver = (
  message: Message,
  language: Language,
) => TaskEither<'mailUnreachable' | 'mailRejected', void>

export interface SentCodesSettings {
  readonly now: () => number
  readonly random: Random
  /** What was delivered. */
  readonly outbox: Outbox
  readonly deliver: Deliver
  readonly codeLength: number
  readonly wrongCodeBudget: number
  readonly sendIntervalMs: number
}

/** A code on its way. */
export interface SentCode {
  readonly check: (passCode: Redacted<string>) => E.Either<Refusal, void>
}

interface Addressed extends Pick<Message, 'channel' | 'to'> {
  /** `to` made comparable. */
  readonly target: string
  readonly language: Language
}

export interface SentCodes {
  /** Sends a code; a target (of anybody) gets one message an interval. */
  readonly send: (addressed: Addressed) => TaskEither<Refusal, SentCode>
}

/** The documented validity of a code: one minute by SMS, five by e-mail. The latter outlives the token. */
const codeLifetimeMs = { SMS: 60_000, EMAIL: 300_000 } as const

/** Codes that go out by message. After `wrongCodeBudget` wrong ones a code is dead: then even the right one is wrong. */
export const createSentCodes = (settings: SentCodesSettings): SentCodes => {
  const { now, random, outbox, deliver, codeLength, wrongCodeBudget, sendIntervalMs } = settings
  const lastSentAt = new Map<string, number>()

  const watch = ({ code, expiresAt }: Message): SentCode => {
    let wrong = 0
    return {
      check: (passCode) => {
        if (wrong >= wrongCodeBudget) return E.left(refused('wrongCode'))
        if (now() >= expiresAt) return E.left(refused('codeExpired'))
        if (sameText(reveal(passCode), code)) return E.right(undefined)
        wrong += 1
        return E.left(refused('wrongCode'))
      },
    }
  }

  return {
    send:
      ({ channel, to, target, language }) =>
      async () => {
        const key = `${channel}:${target}`
        const retryAt = (lastSentAt.get(key) ?? -Infinity) + sendIntervalMs
        if (now() < retryAt)
          return E.left(refused(channel === 'SMS' ? 'smsTooSoon' : 'emailTooSoon', { retryAt }))
        const sentAt = now()
        // Before it is delivered, or a second request would slip in meanwhile.
        lastSentAt.set(key, sentAt)
        const code = randomDigits(random, codeLength)
        const message = { channel, to, code, sentAt, expiresAt: sentAt + codeLifetimeMs[channel] }
        const delivered = await deliver(message, language)()
        if (E.isLeft(delivered)) {
          // What did not leave spends no minute. Whatever stood here before had run out.
          if (lastSentAt.get(key) === sentAt) lastSentAt.delete(key)
          return E.left(refused(delivered.left))
        }
        outbox.post(message)
        return E.right(watch(message))
      },
  }
}
