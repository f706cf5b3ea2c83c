/** Moves the focus along with the screens. See {@link createFocusKeeper}. */
export interface FocusKeeper {
  /** Before the document changes: whether the person is here. */
  readonly before: (root: ShadowRoot | null) => void
  /** After it changed. */
  readonly after: (root: ShadowRoot | null, screenKey: string) => void
  /** The page brought the person here, so the next screen takes the focus. */
  readonly claim: () => void
}

/**
 * When another screen comes, the focus goes where the person must act: to what is marked `data-focus`, or
 * `data-ask` for a question that has come up. It is never taken from the rest of the page: only somebody
 * who was in here is moved.
 */
export const createFocusKeeper = (): FocusKeeper => {
  let isHere = false
  let lastKey: string | null = null
  return {
    before: (root) => {
      // Stays true until the focus found its place: what had it may vanish before its successor is there.
      if (root !== null && root.activeElement !== null) isHere = true
    },
    after: (root, screenKey) => {
      const isOther = lastKey !== null && lastKey !== screenKey
      lastKey = screenKey
      if (!isOther || !isHere || root === null) {
        isHere &&= isOther
        return
      }
      const target = root.querySelector('[data-ask]') ?? root.querySelector('[data-focus]')
      if (!(target instanceof HTMLElement)) return
      target.focus()
      isHere = false
    },
    claim: () => {
      isHere = true
    },
  }
}
