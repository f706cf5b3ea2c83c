'use client'
import type { ReactElement } from 'react'
import { isUsedUp, renewalOf } from '../view/index.ts'
import { Button } from './button.tsx'
import { useFlow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { useTexts } from './texts.tsx'
import { useSecondsUntil } from './use-seconds.ts'

export interface RenewGiven {
  /** Asks anew for the same factor. */
  readonly go: () => void
  /** Whole seconds until that may be asked; 0 for now. */
  readonly wait: number
  readonly isAllowed: boolean
}

interface AskAnewProps {
  readonly part: string
  readonly of: PartProps<RenewGiven>
  readonly given: RenewGiven
  /** Is the one thing to do here. */
  readonly focus?: boolean
  readonly label: string
  readonly labelIn: (seconds: number) => string
}

const AskAnew = ({ part, of, given, focus, label, labelIn }: AskAnewProps): ReactElement => {
  const { go, wait, isAllowed } = given
  return (
    <Part part={part} state={isAllowed ? 'open' : 'waiting'} of={of} given={given}>
      <Button part={`${part}-button`} focus={focus} disabled={!isAllowed} onClick={go}>
        {isAllowed ? label : labelIn(wait)}
      </Button>
    </Part>
  )
}

/**
 * A new minute for the same factor, once one is over. After a reload, when the phone number or address is not
 * known any more, the way back to enter it.
 *
 * @example
 * <Renew />
 */
export const Renew = (props: PartProps<RenewGiven>): ReactElement | null => {
  const { enrollment, view, clock, isPicking, pick, sendPhoto } = useFlow()
  const { words } = useTexts()
  const { state, factorType, can, sendAgainAt } = view
  const wait = useSecondsUntil(sendAgainAt, clock)
  if (state !== 'expired' || isPicking) return null
  const isAllowed = wait === 0
  const isForgotten = isAllowed && !can.renew
  const go = () => {
    if (isForgotten) pick(factorType)
    else if (factorType === 'FACE' && sendPhoto !== null) sendPhoto()
    else enrollment.send({ type: 'enrollment.renewed' })
  }
  const label = renewalOf(view, words)
  const given = { go, wait, isAllowed }
  return <AskAnew part="renew" of={props} given={given} focus label={label} labelIn={words.renewIn} />
}

/**
 * Another message, while the code of the last one is awaited; says how long that takes.
 *
 * @example
 * <Resend />
 */
export const Resend = (props: PartProps<RenewGiven>): ReactElement | null => {
  const { enrollment, view, clock, open } = useFlow()
  const { words } = useTexts()
  const wait = useSecondsUntil(view.sendAgainAt, clock)
  const isAllowed = view.can.resend
  if (open === null || (!isAllowed && wait === 0)) return null
  const go = () => {
    enrollment.send({ type: 'code.resend' })
  }
  const given = { go, wait, isAllowed }
  return (
    <AskAnew
      part="resend"
      of={props}
      given={given}
      focus={isUsedUp(open.challenge)}
      label={words.resend}
      labelIn={words.resendIn}
    />
  )
}
