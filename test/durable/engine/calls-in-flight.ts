import type { CallOptions, EnrollmentService } from '../../../machines/index.ts'

/** Watches over the calls that several processes make: none twice, and none beside another of its enrollment. */
export const callsInFlight = () => {
  const made = new Set<string>()
  const open = new Map<string, { readonly attemptId: string; readonly by: object }>()
  const wrongs: string[] = []
  const idOf = (attemptId: string) => attemptId.slice(0, attemptId.lastIndexOf(':'))

  const watched =
    (name: string, by: object, isMain: boolean) =>
    <A>({ attemptId }: CallOptions, task: () => Promise<A>) =>
    async (): Promise<A> => {
      const call = `${name} ${attemptId}`
      if (made.has(call)) wrongs.push(`${call} was made twice`)
      made.add(call)
      const id = idOf(attemptId)
      const other = open.get(id)
      // The baseline is asked for beside the request, under the same name.
      if (other !== undefined && other.attemptId !== attemptId)
        wrongs.push(`${call} beside ${other.attemptId}`)
      if (!isMain && other !== undefined) return task()
      const mine = { attemptId, by }
      open.set(id, mine)
      try {
        return await task()
      } finally {
        if (open.get(id) === mine) open.delete(id)
      }
    }

  return {
    wrongs,
    made,
    /** What this process had under way is gone with it. */
    gone: (by: object) => {
      for (const [id, call] of open) if (call.by === by) open.delete(id)
    },
    over: (service: EnrollmentService, by: object): EnrollmentService => ({
      limits: service.limits,
      sendEnrollFactorRequest: (choice, options) =>
        watched(
          'sendEnrollFactorRequest',
          by,
          true,
        )(options, service.sendEnrollFactorRequest(choice, options)),
      enrollFactor: (bind, options) =>
        watched('enrollFactor', by, true)(options, service.enrollFactor(bind, options)),
      listEnrolledFactors: (input, options) =>
        watched('listEnrolledFactors', by, false)(options, service.listEnrolledFactors(input, options)),
    }),
  }
}
