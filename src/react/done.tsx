'use client'
import type { ReactElement } from 'react'
import { Button } from './button.tsx'
import { useFlow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { useTexts } from './texts.tsx'

export interface DoneGiven {
  /** Null where the server did not say, and after a cancellation. */
  readonly factorId: string | null
  readonly close: (() => void) | undefined
}

export interface DoneProps extends PartProps<DoneGiven> {
  /** What the button does; without it there is none. */
  readonly onClose?: (() => void) | undefined
}

/**
 * The end, done or cancelled (`data-state`): `Status` says which, and this is the way on.
 *
 * @example
 * <Done onClose={() => navigate('/settings')} />
 */
export const Done = (props: DoneProps): ReactElement | null => {
  const { view } = useFlow()
  const { words } = useTexts()
  if (view.state !== 'done' && view.state !== 'cancelled') return null
  const { onClose } = props
  const factorId = view.state === 'done' ? view.factorId : null
  return (
    <Part part="done" state={view.state} of={props} given={{ factorId, close: onClose }}>
      {onClose !== undefined && (
        <Button part="close" focus onClick={onClose}>
          {words.close}
        </Button>
      )}
    </Part>
  )
}
