import type { UnreadableEnrollmentError } from './rows.ts'

/** Of more than this many nobody hears one by one. */
const most = 1_000

/** The enrollments that cannot be opened, as far as they were met. */
export const createUnreadables = () => {
  const messages = new Map<string, string>()

  return {
    /** Whether it is news. Many may be sealed with the same key: that is said once. */
    add: ({ id, message }: UnreadableEnrollmentError): boolean => {
      if (messages.get(id) === message || messages.size >= most) return false
      const isNews = ![...messages.values()].includes(message)
      messages.set(id, message)
      return isNews
    },
    remove: (id: string): void => {
      messages.delete(id)
    },
    last: (): string | null => [...messages.values()].at(-1) ?? null,
  }
}
