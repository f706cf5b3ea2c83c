'use client'
import type { ReactElement } from 'react'
import { useFlow } from './flow.tsx'
import { useTexts } from './texts.tsx'

/**
 * Out of sight, but read out. Set through the style object and not as an attribute, which a strict content
 * security policy would refuse in markup from a server.
 */
const hide = (element: HTMLElement | null) => {
  if (element !== null)
    element.style.cssText =
      'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap'
}

/**
 * What screen readers hear: problems and the end of the minute at once, the time left once and politely.
 * It must stand from the beginning, for a region that appears with its text is not read.
 *
 * @example
 * <Announcer />
 */
export const Announcer = (): ReactElement => {
  const { announce } = useFlow().view
  const { textOf } = useTexts()
  return (
    <div data-mfa-part="announcer" ref={hide}>
      {(['polite', 'assertive'] as const).map((politeness) => (
        <div key={politeness} aria-live={politeness} role={politeness === 'polite' ? 'status' : 'alert'}>
          {announce?.politeness === politeness && textOf(announce.message)}
        </div>
      ))}
    </div>
  )
}
