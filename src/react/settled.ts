import type { ServiceError } from '../../machines/index.ts'

type Answer<A> =
  | { readonly _tag: 'Left'; readonly left: ServiceError }
  | { readonly _tag: 'Right'; readonly right: A }

/** Runs a task; one that throws or rejects, though it must not, is an answer too: else a page would wait for ever. */
export const settled = async <A>(task: () => Promise<Answer<A>>): Promise<Answer<A>> => {
  try {
    return await task()
  } catch {
    return { _tag: 'Left', left: { _tag: 'serverFault' } }
  }
}
