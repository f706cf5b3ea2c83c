import type { MouseEvent, ReactElement, ReactNode } from 'react'

interface ButtonProps {
  readonly part: string
  readonly type?: 'submit'
  /** The focus goes here when the screen changes. */
  readonly focus?: boolean | undefined
  /** It cannot be pressed now; it stays where it is, with the focus, for who waits for it. */
  readonly disabled?: boolean | undefined
  /** The accessible name, where the text alone says too little. */
  readonly name?: string
  readonly state?: string | undefined
  readonly onClick?: (event: MouseEvent) => void
  readonly children: ReactNode
}

/** A button of a part; it submits no form unless it is meant to. */
export const Button = ({
  part,
  type,
  focus,
  disabled,
  name,
  state,
  onClick,
  children,
}: ButtonProps): ReactElement => (
  <button
    type={type ?? 'button'}
    data-mfa-part={part}
    data-mfa-focus={focus === true ? '' : undefined}
    data-state={state}
    aria-disabled={disabled === true || undefined}
    aria-label={name}
    onClick={(event) => {
      // The second click of a double click is meant for what stood here at the first: it must press nothing else.
      if (disabled === true || event.detail > 1) event.preventDefault()
      else onClick?.(event)
    }}
  >
    {children}
  </button>
)
