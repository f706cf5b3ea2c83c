'use client'
import { useEffect, useState, type ReactElement } from 'react'
import { preparationFor } from '../view/index.ts'
import { Button } from './button.tsx'
import { useFlow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { preloadOtpParts } from './load-otp-parts.ts'
import { useTexts } from './texts.tsx'
import { useSecondsUntil } from './use-seconds.ts'

export interface PrepareGiven {
  /** Asks for the challenge: from here on the minute runs. */
  readonly go: () => void
  /** Whole seconds until that may be asked; 0 for now. */
  readonly wait: number
}

/**
 * What to have at hand before the minute begins: the app for OTP, good light for FACE (whose photo is taken
 * by `Photo`, before anything is asked for).
 *
 * @example
 * <Prepare><a href="/help/authenticators">Which app?</a></Prepare>
 */
export const Prepare = (props: PartProps<PrepareGiven>): ReactElement | null => {
  const { view, clock, isPicking, picked, choose } = useFlow()
  const { words, textOf } = useTexts()
  const isForApp = isPicking && picked === 'OTP'
  // The view knows the wait of the factor asked for last; it may have been another one.
  const [refusedUntil, setRefusedUntil] = useState(0)
  const until = Math.max(refusedUntil, (view.factorType === 'OTP' && view.sendAgainAt) || 0)
  const wait = useSecondsUntil(isForApp ? until : null, clock)
  useEffect(() => {
    if (isForApp) preloadOtpParts()
  }, [isForApp])
  const preparation = isPicking && picked !== null ? preparationFor(picked) : null
  if (preparation === null) return null
  const go = () => {
    if (!isForApp) return
    const sent = choose({ type: 'factor.chosen', factorType: 'OTP' })
    if (!sent.accepted) setRefusedUntil(sent.until ?? 0)
  }
  return (
    <Part part="prepare" state={picked ?? undefined} of={props} given={{ go, wait }}>
      <p data-mfa-part="message">{textOf(preparation)}</p>
      {isForApp && (
        <>
          <p data-mfa-part="hint">{words.prepareAppHint}</p>
          <Button part="continue" focus disabled={wait > 0} onClick={go}>
            {wait > 0 ? words.tryAgainIn(wait) : words.showQr}
          </Button>
        </>
      )}
    </Part>
  )
}
