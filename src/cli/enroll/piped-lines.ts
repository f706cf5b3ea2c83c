import type { Enrollment } from '../../live/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import type { LineReader } from '../line-reader.ts'
import type { CliTexts } from '../texts/texts.ts'
import { whileIn } from '../while-in.ts'

/** The lines of a script, which answer what the enrollment waits for. */
export interface PipedLines {
  /** The next line while the enrollment stays where it is, or null. When there is none, the enrollment is left. */
  readonly next: (view: EnrollmentView) => Promise<string | null>
  /** The last line was of no use, and this says why. */
  readonly refuse: (why: string) => void
  /** The last line was of use. */
  readonly took: () => void
}

/** A script that answers as often with what cannot be meant would do so for ever. */
const patience = 10

export const createPipedLines = (
  enrollment: Enrollment,
  reader: LineReader,
  { remark }: Pick<CliTexts, 'remark'>,
  tell: (text: string) => void,
): PipedLines => {
  let refused = 0
  const leave = (why: string): null => {
    tell(why)
    enrollment.send({ type: 'enrollment.cancelled' })
    return null
  }
  return {
    next: async (view) => {
      if (refused >= patience) return leave(remark.tooManyUseless(patience))
      const { signal, stop } = whileIn(enrollment, view)
      const read = await reader.next(signal)
      stop()
      if (read === 'end') return leave(remark.inputEnded)
      return read === 'aborted' ? null : read.line
    },
    refuse: (why) => {
      refused += 1
      tell(why)
    },
    took: () => {
      refused = 0
    },
  }
}
