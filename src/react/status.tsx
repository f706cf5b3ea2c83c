'use client'
import { createElement, type ReactElement } from 'react'
import { titleOf } from '../view/index.ts'
import { useFlow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { useTexts } from './texts.tsx'

export interface StatusGiven {
  readonly title: string
  /** What to do, or what is going on; null while a factor is prepared, which says so itself. */
  readonly message: string | null
  /** What went wrong last. */
  readonly problem: string | null
}

export interface StatusProps extends PartProps<StatusGiven> {
  /** Of the title; 2 by default. */
  readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined
}

/**
 * The title of the screen, what to do, and what went wrong. Not a live region: `Announcer` is.
 *
 * @example
 * <Status headingLevel={3} />
 */
export const Status = (props: StatusProps): ReactElement => {
  const { view, open, isPicking, picked } = useFlow()
  const { words, textOf } = useTexts()
  const preparing = isPicking && picked
  const given: StatusGiven = {
    title: preparing
      ? words.prepareTitle[preparing]
      : isPicking
        ? words.chooseTitle
        : titleOf(open ?? view, words),
    message: preparing ? null : textOf(view.message),
    problem: view.problem && textOf(view.problem),
  }
  return (
    <Part part="status" state={view.state} of={props} given={given}>
      {createElement(
        `h${props.headingLevel ?? 2}`,
        { 'data-mfa-part': 'title', tabIndex: -1, key: 'title' },
        given.title,
      )}
      {given.message !== null && <p data-mfa-part="message">{given.message}</p>}
      {given.problem !== null && <p data-mfa-part="problem">{given.problem}</p>}
    </Part>
  )
}
