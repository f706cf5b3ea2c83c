import type { Enrollment } from '../../live/index.ts'
import { isLeave } from '../leave.ts'
import type { Question } from '../question.ts'

/** The same question, which q leaves: also after what stands there to be mended, for on a prompt it is typed there. */
export const withLeaving = (enrollment: Enrollment, question: Question): Question => {
  let standing = question.initial ?? ''
  return {
    ...question,
    check: (text) => {
      if (isLeave(text) || (text.startsWith(standing) && isLeave(text.slice(standing.length)))) {
        enrollment.send({ type: 'enrollment.cancelled' })
        return null
      }
      const problem = question.check(text)
      if (problem !== null && question.mendable === true) standing = text
      return problem
    },
  }
}
