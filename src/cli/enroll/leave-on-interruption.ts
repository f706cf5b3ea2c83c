import type { Enrollment } from '../../live/index.ts'
import { en, messageText } from '../../view/index.ts'
import type { Interruption } from '../interruption.ts'
import { writeLine, type Streams } from '../streams.ts'

/** Leaves the enrollment on Ctrl-C; where that must wait for a bind's outcome, it says so. */
export const leaveOnInterruption = (
  interruption: Interruption,
  enrollment: Enrollment,
  { error }: Pick<Streams, 'error'>,
): void =>
  interruption.onFirst(() => {
    enrollment.send({ type: 'enrollment.cancelled' })
    const { message } = enrollment.view()
    if (message.id === 'leavingWhenKnown') writeLine(error, messageText(en, message))
  })
