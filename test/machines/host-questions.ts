import type { BeforeEnrollment } from '../../machines/index.ts'
import type { Reply } from './random-actions.ts'

interface Question {
  readonly about: BeforeEnrollment
  readonly at: number
  readonly isOpen: () => boolean
  readonly answer: (reply: Reply) => void
}

/** A host that is asked before each request, and answers when the test lets it. */
export const hostQuestions = (now: () => number) => {
  const asked: Question[] = []
  const agreedTo = new Set<string>()

  const beforeEnrollment = (about: BeforeEnrollment) =>
    new Promise<boolean>((resolve, reject) => {
      let open = true
      const answer = (reply: Reply) => {
        open = false
        if (reply._tag === 'throw') return reject(new Error('a bug of the host'))
        // What a program without types may answer is no yes.
        if (reply._tag === 'lie') return resolve(reply.value as never)
        if (reply._tag === 'success' && !about.signal.aborted) agreedTo.add(about.attemptId)
        return resolve(reply._tag === 'success')
      }
      asked.push({ about, at: now(), isOpen: () => open, answer })
    })

  return {
    beforeEnrollment,
    open: () => asked.filter((question) => question.isOpen()),
    /** When it was asked about this request; null if it was not. */
    askedAt: (attemptId: string) => asked.find(({ about }) => about.attemptId === attemptId)?.at ?? null,
    hasAgreedTo: (attemptId: string) => agreedTo.has(attemptId),
  }
}
