import { amountsWith, usualAmounts, type LimitAmounts } from '../../server/index.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'

/** What differs from the usual amounts. */
export type Amounts = Partial<LimitAmounts>

const change = /^([a-zA-Z]+)=(?:(off)|(\d{1,9})\/(\d{1,9}))$/

const nameOf = (part: string): string | undefined => /^([\w-]+)=/.exec(part)?.[1]

/**
 * `day=2000/86400,country=off`
 *
 * @throws UsageError naming what is no limit, or the limit that is there twice, or what they may be.
 */
export const amountsFrom = (text: string | undefined, { serve }: Pick<CliTexts, 'serve'>): Amounts => {
  const names = Object.keys(usualAmounts)
  const wrong = new UsageError(serve.limitsWrong(names))
  if (text === undefined) return {}
  const parts = text.split(',').map((part) => part.trim())
  const named = parts.map(nameOf)
  const changes = parts.map((part, index) => {
    const known = named[index]
    if (known !== undefined && !names.includes(known)) throw new UsageError(serve.limitUnknown(known, names))
    const [, name, off, points, seconds] = change.exec(part) ?? []
    if (name === undefined) throw wrong
    // Whichever of the two it were, somebody would be wrong about what holds.
    if (named.indexOf(name) !== index) throw new UsageError(serve.limitTwice(name))
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
