import type { Sent } from '../../live/index.ts'
import { secondsUntil } from '../../view/index.ts'

export const secondsFromNow = (at: number | null): number => secondsUntil(at, Date.now())

/** How long a refused command must wait: the refusal knows, for the view speaks of the choice at hand alone. */
export const waitOf = (sent: Sent): number => secondsFromNow(sent.accepted ? null : (sent.until ?? null))
