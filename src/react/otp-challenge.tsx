'use client'
import { useRef, useSyncExternalStore, type ReactElement } from 'react'
import { reveal, type Redacted } from '../../machines/index.ts'
import type { OtpView } from '../view/index.ts'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { useFlow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { Qr } from './qr.tsx'
import { useTexts } from './texts.tsx'

export interface ChallengeGiven {
  readonly otp: OtpView
  /** The key and the button come before the picture. */
  readonly sameDevice: boolean
  /** Opens the app on this device. */
  readonly openApp: () => void
}

export interface ChallengeProps extends PartProps<ChallengeGiven> {
  /** Whether the app is likely on this very device; by default so where the pointer is coarse. */
  readonly sameDevice?: boolean | undefined
}

const coarse = '(pointer: coarse)'
const onPointerChange = (changed: () => void) => {
  const query = matchMedia(coarse)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
const onServer = () => false

/** A phone or tablet, whose camera cannot see its own screen; false until the page has taken over. */
const useCoarsePointer = (): boolean =>
  useSyncExternalStore(onPointerChange, () => matchMedia(coarse).matches, onServer)

// A button that navigates, and not a link: the address would stand in an attribute for everyone to read.
const openApp = (uri: Redacted<string>) => {
  location.href = reveal(uri)
}

const KeyAndButton = ({
  otp,
  isFirst,
  focus,
}: {
  readonly otp: OtpView
  /** Above the picture, and so no second way. */
  readonly isFirst: boolean
  readonly focus: boolean
}): ReactElement => {
  const { words } = useTexts()
  const shown = useRef<HTMLElement>(null)
  return (
    <div data-mfa-part="key">
      <p data-mfa-part="label">{isFirst ? words.keyLabel : words.keyTitle}</p>
      <code data-mfa-part="manual-key" ref={shown} translate="no" dir="ltr">
        {reveal(otp.manualKey)}
      </code>
      <CopyButton
        label={words.copyKey}
        shown={shown}
        text={() => reveal(otp.manualKey).replaceAll(' ', '')}
      />
      <Button part="open-app" focus={focus} onClick={() => openApp(otp.uri)}>
        {words.openApp}
      </Button>
      <span data-mfa-part="hint">{words.openAppHint}</span>
    </div>
  )
}

export const OtpChallenge = (props: ChallengeProps): ReactElement | null => {
  const { open, view } = useFlow()
  const { words } = useTexts()
  const isCoarse = useCoarsePointer()
  if (open?.challenge.factorType !== 'OTP') return null
  const { otp } = open.challenge
  const sameDevice = props.sameDevice ?? isCoarse
  // After a wrong code the app has the account already: then the code field is where to go on.
  const key = (
    <KeyAndButton key="key" otp={otp} isFirst={sameDevice} focus={sameDevice && view.problem === null} />
  )
  const picture = (
    <div key="scan" data-mfa-part="scan">
      <p data-mfa-part="label">{sameDevice ? words.scanQrElsewhere : words.scanQr}</p>
      <Qr uri={otp.uri} />
    </div>
  )
  return (
    <Part
      part="challenge"
      state={sameDevice ? 'same-device' : 'other-device'}
      of={props}
      given={{ otp, sameDevice, openApp: () => openApp(otp.uri) }}
    >
      {sameDevice ? [key, picture] : [picture, key]}
    </Part>
  )
}
