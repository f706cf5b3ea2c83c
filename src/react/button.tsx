import type { ReactElement, ReactNode } from 'react'

interface ButtonProps {
  readonly part: string
  readonly type?: 'submit'
  /** The focus goes here when the screen changes. */
  readonly focus?: boolean | undefined
  readonly disabled?: boolean | undefined
  /** The accessible name, where the text alone says too little. */
  readonly name?: string
  readonly state?: string | undefined
  readonly onClick?: () => void
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
    disabled={disabled}
    aria-label={name}
    onClick={onClick}
  >
    {children}
  </button>
)
