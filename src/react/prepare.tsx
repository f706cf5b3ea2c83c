'use client'
import { useEffect, type ReactElement } from 'react'
import { preparationFor } from '../view/index.ts'
import { Button } from './button.tsx'
import { useFlow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { preloadOtpParts } from './load-otp-parts.ts'
import { useTexts } from './texts.tsx'

export interface PrepareGiven {
  /** Asks for the challenge: from here on the minute runs. */
  readonly go: () => void
}

/**
 * What to have at hand before the minute begins: the app for OTP, good light for FACE (whose photo is taken
 * by `Photo`, before anything is asked for).
 *
 * @example
 * <Prepare><a href="/help/authenticators">Which app?</a></Prepare>
 */
export const Prepare = (props: PartProps<PrepareGiven>): ReactElement | null => {
  const { isPicking, picked, choose } = useFlow()
  const { words, textOf } = useTexts()
  const isForApp = isPicking && picked === 'OTP'
  useEffect(() => {
    if (isForApp) preloadOtpParts()
  }, [isForApp])
  const preparation = isPicking && picked !== null ? preparationFor(picked) : null
  if (preparation === null) return null
  const go = () => {
    if (isForApp) choose({ type: 'factor.chosen', factorType: 'OTP' })
  }
  return (
    <Part part="prepare" state={picked ?? undefined} of={props} given={{ go }}>
      <p data-mfa-part="message">{textOf(preparation)}</p>
      {isForApp && (
        <>
          <p data-mfa-part="hint">{words.prepareAppHint}</p>
          <Button part="continue" focus onClick={go}>
            {words.showQr}
          </Button>
        </>
      )}
    </Part>
  )
}
