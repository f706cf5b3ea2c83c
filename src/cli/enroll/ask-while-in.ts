import type { Enrollment } from '../../live/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import type { Question } from '../question.ts'
import type { Terminal } from '../terminal.ts'
import { whileIn } from '../while-in.ts'

/** Asks for as long as the enrollment stays in the state of this view. */
export const askWhileIn = async (
  enrollment: Enrollment,
  { ask }: Pick<Terminal, 'ask'>,
  question: Question,
  view: EnrollmentView,
): Promise<void> => {
  const { signal, stop } = whileIn(enrollment, view)
  await ask(question, signal).finally(stop)
}
