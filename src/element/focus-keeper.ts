import type { ScreenAge } from './screen-age.ts'

/** Moves the focus along with the screens. See {@link createFocusKeeper}. */
export interface FocusKeeper {
  /** Before the document changes: whether the person is here. */
  readonly before: (root: ShadowRoot | null) => void
  /** After it changed. */
  readonly after: (root: ShadowRoot | null, screenKey: string) => void
  /** The page brought the person here, so the next screen takes the focus. */
  readonly claim: () => void
  /** A mouse button went down on a screen. */
  readonly pressed: (event: MouseEvent) => void
  /** Something in here lost the focus. */
  readonly lost: (event: FocusEvent) => void
}

/**
 * When another screen comes, the focus goes where the person must act: to what is marked `data-focus`, or
 * `data-ask` for a question that has come up. It is never taken from the rest of the page: only somebody
 * who was in here is moved.
 */
export const createFocusKeeper = (age: ScreenAge): FocusKeeper => {
  let isHere = false
  let lastKey: string | null = null
  let pressedKey: string | null = null
  let isLost = false
  return {
    before: (root) => {
      // Stays true until the focus found its place: what had it may vanish before its successor is there.
      if (root === null) return
      const { activeElement, body } = root.ownerDocument
      if (root.activeElement !== null || (isLost && activeElement === body)) isHere = true
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
      isLost = false
    },
    claim: () => {
      isHere = true
    },
    pressed: (event) => {
      // The second press of a double click was meant for the screen of the first: on another one it would
      // select a text, and drop the focus that has just been given.
      if (event.detail <= 1) pressedKey = lastKey
      else if (pressedKey !== lastKey) event.preventDefault()
    },
    lost: ({ relatedTarget }) => {
      // It may have met the page beside a screen that is smaller: nobody went there on purpose.
      isLost = relatedTarget === null && age.isNew()
    },
  }
}
