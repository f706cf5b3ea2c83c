import { live, testClock, type Live, type LiveOptions } from './live-enrollment.ts'
import { aesSeal } from './sealed.ts'

export const overJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** In another process, some time later by the wall clock, with timers that know nothing of before. */
const laterOn = (told: Live, ms: number, options: LiveOptions = {}): LiveOptions => ({
  ...options,
  enrollmentId: 'another-id',
  clock: testClock(told.clock.now() + ms),
})

/** Stored without secrets, stopped, and gone on from. */
export const withoutSecrets = (told: Live, ms = 1, options: LiveOptions = {}): Live => {
  const record = overJson(told.enrollment.persist())
  told.enrollment.stop()
  return live({ ...laterOn(told, ms, options), record })
}

/** Stored with its secrets sealed, stopped, and gone on from. */
export const withSecrets = async (told: Live, ms = 1, options: LiveOptions = {}): Promise<Live> => {
  const { seal, open } = aesSeal()
  const stored = await told.enrollment.persist({ seal })
  told.enrollment.stop()
  const record = overJson(stored)
  return live({ ...laterOn(told, ms, options), record, secrets: open(stored.sealed) })
}
