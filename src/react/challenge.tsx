'use client'
import type { ReactElement } from 'react'
import { useFlow } from './flow.tsx'
import { lazyPart } from './lazy-part.tsx'
import { loadChallenge } from './load-otp-parts.ts'
import type { ChallengeProps } from './otp-challenge.tsx'

const OtpChallenge = lazyPart(loadChallenge, 'OtpChallenge')

/**
 * What an authenticator app needs: the QR code, the key to type or copy, and a button that opens an app on
 * this device. On a phone the key and the button come first. Other factors show nothing here.
 *
 * @example
 * <Challenge sameDevice={false} />
 */
export const Challenge = (props: ChallengeProps): ReactElement | null => {
  const { open } = useFlow()
  return open?.factorType === 'OTP' ? <OtpChallenge {...props} /> : null
}
