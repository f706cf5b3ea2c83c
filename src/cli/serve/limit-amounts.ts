import { amountsWith, usualAmounts, type LimitAmounts } from '../../server/index.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'

/** What differs from the usual amounts. */
export type Amounts = Partial<LimitAmounts>

const change = /^([a-zA-Z]+)=(?:(off)|(\d{1,9})\/(\d{1,9}))$/

/** `day=2000/86400,country=off` */
export const amountsFrom = (text: string | undefined, { serve }: Pick<CliTexts, 'serve'>): Amounts => {
  const names = Object.keys(usualAmounts)
  const wrong = new UsageError(serve.limitsWrong(names))
  if (text === undefined) return {}
  const changes = text.split(',').map((part) => {
    const [, name = '', off, points, seconds] = change.exec(part.trim()) ?? []
    if (!names.includes(name)) throw wrong
    return [name, off === undefined ? { points: Number(points), seconds: Number(seconds) } : null] as const
  })
  const amounts: Amounts = Object.fromEntries(changes)
  try {
    amountsWith(amounts)
  } catch {
    throw wrong
  }
  return amounts
}
