import type { LimitName } from './limits.ts'

/** So many within so many seconds, which begin with the first. */
export interface Amount {
  readonly points: number
  readonly seconds: number
}

/** Of each limit, how much; null turns it off. */
export type LimitAmounts = Readonly<Record<LimitName, Amount | null>>

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/**
 * What holds unless told otherwise: generous to a person who mistypes, and small against SMS pumping, whose
 * requests come by the thousand, to numbers in a row, in countries where nobody of yours lives. Set `country` and
 * `day` to some times of what you see on a busy day: they are what bounds the bill.
 */
export const usualAmounts: LimitAmounts = {
  subject: { points: 5, seconds: minute },
  subjectDay: { points: 30, seconds: day },
  target: { points: 10, seconds: day },
  // As GenAuth does: an enrollment that would be held back is not begun, and spends nothing of the day.
  targetMinute: { points: 1, seconds: minute },
  targetOfSubject: { points: 5, seconds: day },
  country: { points: 500, seconds: hour },
  address: { points: 60, seconds: hour },
  network: { points: 240, seconds: hour },
  day: { points: 10_000, seconds: day },
  code: { points: 20, seconds: minute },
  removal: { points: 20, seconds: hour },
  request: { points: 600, seconds: minute },
}

const isPositiveInteger = (number: number): boolean => Number.isSafeInteger(number) && number > 0

/** Counters hold 32-bit integers, and timers no more than 24 days. */
const fits = ({ points, seconds }: Amount): boolean =>
  isPositiveInteger(points) && points < 1e9 && isPositiveInteger(seconds) && seconds <= 20 * day

const isAmount = (amount: Amount | null): amount is Amount => amount !== null

/**
 * The usual amounts with some of them changed.
 *
 * @throws RangeError for an amount that cannot work.
 */
export const amountsWith = (changed: Partial<LimitAmounts>): LimitAmounts => {
  const amounts = { ...usualAmounts, ...changed }
  const wrong = Object.entries(amounts).find(([, amount]) => isAmount(amount) && !fits(amount))
  if (wrong !== undefined)
    throw new RangeError(
      `The limit ${wrong[0]} needs whole numbers: points from 1 to 999,999,999 and seconds from 1 to 1,728,000 (20 days)`,
    )
  return amounts
}
