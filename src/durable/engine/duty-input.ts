import type { StepInput } from '../step/step.ts'
import { dutyOf } from './due.ts'
import type { OpenRow } from './rows.ts'

/** What a row whose moment has come is stepped with: nothing where it stays as it reads; null if it is to be erased. */
export const dutyInputsOf = (
  { row, open }: OpenRow,
  now: number,
  sendIntervalMs: number,
): readonly StepInput[] | null => {
  switch (dutyOf(open, row)) {
    case 'timer':
      return [{ type: 'timer', seq: row.seq }]
    case 'restore':
      return [{ type: 'restored', sendAgainAt: now + sendIntervalMs }]
    case 'cancel':
      return [{ type: 'command', command: { type: 'enrollment.cancelled' } }]
    case 'keep':
      return []
    case 'erase':
      return null
  }
}
