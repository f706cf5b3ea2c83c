'use client'
import { useEffect, useRef, type MouseEvent, type RefObject } from 'react'

/** What the element around the screens takes. */
interface KeptFocus {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly onMouseDown: (event: MouseEvent) => void
}

/**
 * When the screen changes, the focus goes where the person must act (`data-mfa-focus`), or to its title. Not
 * when the page opens, and never away from something outside that the person is using.
 *
 * @param atOnce it follows on another screen, and takes over its focus.
 */
export const useFocus = (screen: string, atOnce: boolean): KeptFocus => {
  const root = useRef<HTMLDivElement>(null)
  const pressed = useRef(screen)
  const shown = useRef(atOnce ? null : screen)
  useEffect(() => {
    const before = shown.current
    if (before === screen) return
    shown.current = screen
    const { activeElement, body } = document
    // What had the focus is gone with its screen: then it is nowhere.
    const isFree = activeElement === null || activeElement === body || root.current?.contains(activeElement)
    if (isFree !== true) return
    const first = (selector: string) => root.current?.querySelector<HTMLElement>(selector)
    // What a new round begins with may still change: its lists are loaded anew. So may a part whose code is
    // on its way, which takes the focus from the title then.
    const target = before !== null && !first('[data-mfa-part=loading]') && first('[data-mfa-focus]')
    ;(target || first('[data-mfa-part="title"]'))?.focus()
  }, [screen])
  return {
    ref: root,
    onMouseDown: (event) => {
      // The second press of a double click was meant for the screen of the first: on another one it would
      // select a text, and drop the focus.
      if (event.detail > 1 && pressed.current !== screen) event.preventDefault()
      else pressed.current = screen
    },
  }
}
