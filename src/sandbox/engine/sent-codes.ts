import * as E from '#fp-ts/Either'
import { reveal, type Redacted } from '../../../machines/index.ts'
import type { Message, Outbox } from '../outbox.ts'
import { randomDigits, type Random } from '../random.ts'
import { sameText } from '../same-text.ts'
import { refused, type Refusal } from './refusal.ts'

export interface SentCodesSettings {
  readonly now: () => number
  readonly random: Random
  readonly outbox: Outbox
  readonly codeLength: number
  readonly wrongCodeBudget: number
  readonly sendIntervalMs: number
}

/** A code on its way. */
export interface SentCode {
  readonly check: (passCode: Redacted<string>) => E.Either<Refusal, void>
}

export interface SentCodes {
  /** Sends a code; a target (of anybody) gets one message an interval. */
  readonly send: (message: Pick<Message, 'channel' | 'to'>, target: string) => E.Either<Refusal, SentCode>
}

/** The documented validity of a code: one minute by SMS, five by e-mail. The latter outlives the token. */
const codeLifetimeMs = { SMS: 60_000, EMAIL: 300_000 } as const

/** Codes that go out by message. After `wrongCodeBudget` wrong ones a code is dead: then even the right one is wrong. */
export const createSentCodes = (settings: SentCodesSettings): SentCodes => {
  const { now, random, outbox, codeLength, wrongCodeBudget, sendIntervalMs } = settings
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
    send: ({ channel, to }, target) => {
      const key = `${channel}:${target}`
      const retryAt = (lastSentAt.get(key) ?? -Infinity) + sendIntervalMs
      if (now() < retryAt)
        return E.left(refused(channel === 'SMS' ? 'smsTooSoon' : 'emailTooSoon', { retryAt }))
      const sentAt = now()
      lastSentAt.set(key, sentAt)
      const code = randomDigits(random, codeLength)
      const message = { channel, to, code, sentAt, expiresAt: sentAt + codeLifetimeMs[channel] }
      outbox.post(message)
      return E.right(watch(message))
    },
  }
}
