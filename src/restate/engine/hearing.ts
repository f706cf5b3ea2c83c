import { UnreadableEnrollmentError, type EngineClock } from '../../durable/index.ts'
import type { createReports } from '../../durable/host/index.ts'
import { createProbing } from './probing.ts'

export interface HearingOptions {
  readonly clock: EngineClock
  readonly reports: Pick<ReturnType<typeof createReports>, 'failed' | 'storeWorks' | 'health'>
  /** A question to Restate that anybody may ask. */
  readonly ask: () => Promise<unknown>
}

/** How Restate is: heard of with whatever it is asked, and asked for while it fails. */
export const createHearing = ({ clock, reports, ask }: HearingOptions) => {
  /** A question to Restate: that it answers is heard of, also that it cannot open what it keeps. */
  const heard = async <A>(question: () => Promise<A>): Promise<A> => {
    try {
      const answer = await question()
      reports.storeWorks()
      return answer
    } catch (cause) {
      if (cause instanceof UnreadableEnrollmentError) reports.storeWorks()
      throw cause
    }
  }

  const failed = (cause: unknown): void => {
    reports.failed(cause)
    probing.failed()
  }

  const probing = createProbing({
    clock,
    isFailing: () => reports.health().storeFailure !== null,
    ask: () =>
      heard(ask).then(
        () => undefined,
        (cause: unknown) => reports.failed(cause),
      ),
  })

  return { heard, failed, stop: probing.stop }
}
