import type { Enrollment } from '../../live/index.ts'
import { messageText } from '../../view/index.ts'
import type { Interruption } from '../interruption.ts'
import type { CliTexts } from '../texts/texts.ts'

/** Leaves the enrollment on Ctrl-C; where that must wait for a bind's outcome, it says so. */
export const leaveOnInterruption = (
  interruption: Interruption,
  enrollment: Enrollment,
  { messages }: Pick<CliTexts, 'messages'>,
  say: (text: string) => void,
): void =>
  interruption.onFirst(() => {
    enrollment.send({ type: 'enrollment.cancelled' })
    const { message } = enrollment.view()
    if (message.id === 'leavingWhenKnown') say(messageText(messages, message))
  })
