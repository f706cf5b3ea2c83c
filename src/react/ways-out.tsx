'use client'
import { useEffect, useRef, type ReactElement } from 'react'
import { Button } from './button.tsx'
import { useFlow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { useTexts } from './texts.tsx'

/** What leads elsewhere now; null what does not. */
export interface WaysOutGiven {
  /** One step back out of the preparation or the choice. Sends nothing. */
  readonly back: (() => void) | null
  /** To another number or address. Sends nothing. */
  readonly mend: (() => void) | null
  /** To the choice of another factor. Sends nothing. */
  readonly other: (() => void) | null
  /** Leaves the enrollment. Null while that would lose a recovery code. */
  readonly cancel: (() => void) | null
}

export interface WaysOutProps extends PartProps<WaysOutGiven> {
  readonly onBack?: () => void
}

/**
 * The ways out of a screen: back, another number or address, another factor, cancel.
 *
 * @example
 * <WaysOut className="quiet-buttons" />
 */
export const WaysOut = (props: WaysOutProps): ReactElement => {
  const { enrollment, view, clock, isPicking, picked, pick, back } = useFlow()
  const { words } = useTexts()
  const { state, can, factorType } = view
  const since = useRef(0)
  useEffect(() => {
    since.current = clock.now()
  }, [clock, state])
  const mayChange = !isPicking && can.choose
  const isSent = factorType === 'SMS' || factorType === 'EMAIL'
  const given: WaysOutGiven = {
    back:
      isPicking && (picked !== null || state !== 'idle')
        ? () => {
            back()
            props.onBack?.()
          }
        : null,
    mend: mayChange && isSent ? () => pick(factorType) : null,
    other: mayChange ? () => pick(null) : null,
    cancel:
      can.cancel && state !== 'idle' && state !== 'savingRecoveryCode'
        ? () => void enrollment.send({ type: 'enrollment.cancelled' })
        : null,
  }
  const mend = isSent && words.otherDestination[factorType]
  const labels = { ...words, mend, other: words.otherFactor }
  return (
    <Part part="ways-out" of={props} given={given}>
      {(['back', 'mend', 'other', 'cancel'] as const).map((part) => {
        const go = given[part]
        return (
          go && (
            <Button
              key={part}
              part={part}
              onClick={({ detail }) => {
                // An impatient second click on what brought this screen must not end what the first began. Keys
                // count no clicks, and a clock that was set back silences nothing.
                if (part !== 'cancel' || detail === 0 || Math.abs(clock.now() - since.current) >= 800) go()
              }}
            >
              {labels[part]}
            </Button>
          )
        )
      })}
    </Part>
  )
}
