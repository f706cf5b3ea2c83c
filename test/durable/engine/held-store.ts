import type { Change, EnrollmentStore } from '../../../src/durable/store/enrollment-store.ts'
import { memoryStore } from '../../../src/durable/store/memory-store.ts'
import { StoreError } from '../../../src/durable/store/store-error.ts'

/** One process's way to a store that others use as well: it may be cut, and answers may be held back. */
export const heldStore = (store: EnrollmentStore = memoryStore()) => {
  let isCut = false
  let holds: (changes: readonly Change[]) => boolean = () => false
  let held: (() => void)[] = []

  const unlessCut =
    <Given extends readonly unknown[], A>(ask: (...given: Given) => Promise<A>) =>
    async (...given: Given): Promise<A> => {
      if (isCut) throw new StoreError('unavailable', 'The server cannot be reached.')
      return ask(...given)
    }

  const mine: EnrollmentStore = {
    read: unlessCut(store.read),
    readDue: unlessCut(store.readDue),
    nextDue: unlessCut(store.nextDue),
    commit: unlessCut(async (changes) => {
      const made = await store.commit(changes)
      if (holds(changes)) await new Promise<void>((resolve) => held.push(resolve))
      return made
    }),
    close: store.close,
  }
  return {
    store: mine,
    cut: (is: boolean) => {
      isCut = is
    },
    /** Commits are made, and their answers wait until they are let go. */
    hold: (which: typeof holds = () => true) => {
      holds = which
    },
    letGo: () => {
      holds = () => false
      for (const go of held) go()
      held = []
    },
  }
}
