import type { StepInput } from '../step/step.ts'
import { dutyOf } from './due.ts'
import type { OpenRow } from './rows.ts'

/** What a row whose moment has come is stepped with; null if it is to be erased. */
export const dutyInputOf = (
  { row, open: { snapshot } }: OpenRow,
  now: number,
  sendIntervalMs: number,
): StepInput | null => {
  switch (dutyOf(snapshot, row)) {
    case 'timer':
      return { type: 'timer', seq: row.seq }
    case 'restore':
      return { type: 'restored', sendAgainAt: now + sendIntervalMs }
    case 'cancel':
      return { type: 'command', command: { type: 'enrollment.cancelled' } }
    case 'erase':
      return null
  }
}
