import { createElement, type HTMLAttributes, type ReactElement, type ReactNode } from 'react'

/**
 * What each part takes. `Given` is what its `render` is called with.
 *
 * @example
 * <Countdown className="timer" render={({ seconds }) => <b>{seconds}</b>} />
 */
export interface PartProps<Given = object> {
  readonly className?: string | undefined
  /** Stands after the part's own content. */
  readonly children?: ReactNode
  /** Draws the content instead of the part; the element around it and its attributes stay. */
  readonly render?: ((given: Given) => ReactNode) | undefined
}

interface PartElement<Given> extends Omit<HTMLAttributes<HTMLElement>, 'className' | 'part'> {
  readonly as?: 'div' | 'form' | 'section' | 'p' | 'ul' | 'dl'
  readonly part: string
  readonly state?: string | undefined
  /** Of a form that says itself what is wrong, in the page's language and aloud: browsers do neither. */
  readonly noValidate?: boolean
  readonly of: PartProps<Given>
  readonly given: Given
}

/** The element of a part: `data-mfa-part` and `data-state` to style it by, and no style of its own. */
export const Part = <Given,>({
  as = 'div',
  part,
  state,
  of: { className, children: more, render },
  given,
  children,
  ...attributes
}: PartElement<Given>): ReactElement =>
  createElement(
    as,
    { ...attributes, className, 'data-mfa-part': part, 'data-state': state },
    render ? render(given) : children,
    more,
  )
