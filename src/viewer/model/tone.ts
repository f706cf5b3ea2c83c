import type { ShownState } from '../../inspect/index.ts'

/** How a state feels: `trouble` and `over` are no place to be glad of. */
export type Tone = 'well' | 'over' | 'trouble'

const tones: Readonly<Record<string, Tone>> = { failed: 'trouble', expired: 'over', cancelled: 'over' }

/** The tone of where an enrollment stands. */
export const toneOf = ({ value, status }: ShownState): Tone => {
  if (status === 'error') return 'trouble'
  if (status === 'stopped' || typeof value !== 'string') return 'over'
  return Object.hasOwn(tones, value) ? (tones[value] ?? 'well') : 'well'
}
