'use client'
import { useEffect, useRef, type RefObject } from 'react'

/**
 * When the screen changes, the focus goes where the person must act (`data-mfa-focus`), or to its title. Not
 * when the page opens, and never away from something outside that the person is using.
 *
 * @param atOnce it follows on another screen, and takes over its focus.
 */
export const useFocus = (screen: string, atOnce: boolean): RefObject<HTMLDivElement | null> => {
  const root = useRef<HTMLDivElement>(null)
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
  return root
}
