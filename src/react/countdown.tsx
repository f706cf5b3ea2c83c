'use client'
import type { ReactElement } from 'react'
import { useFlow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { useTexts } from './texts.tsx'
import { useSecondsLeft } from './use-seconds.ts'

export interface CountdownGiven {
  readonly seconds: number
}

/**
 * The seconds left to enter the code. A screen reader tells them on demand, and `Announcer` by itself. `data-state` is
 * `last` for the last 20 seconds.
 *
 * @example
 * <Countdown render={({ seconds }) => <meter max={60} value={seconds} />} />
 */
export const Countdown = (props: PartProps<CountdownGiven>): ReactElement | null => {
  const { enrollment, clock, open } = useFlow()
  const { words } = useTexts()
  const seconds = useSecondsLeft(enrollment, clock)
  if (seconds === null || open === null) return null
  return (
    <Part
      as="p"
      part="countdown"
      state={seconds <= 20 ? 'last' : 'running'}
      of={props}
      given={{ seconds }}
      role="timer"
      aria-live="off"
    >
      {words.secondsLeft(seconds)}
    </Part>
  )
}
