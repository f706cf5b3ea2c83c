export const loadChallenge = () => import('./otp-challenge.tsx')
export const loadRecoveryCode = () => import('./saving-recovery-code.tsx')

/**
 * What only an authenticator app needs: the QR code and its encoder, the key, the recovery code. Fetched while
 * the person gets the app ready, for then nothing waits. What fails is asked for again when it is shown.
 */
export const preloadOtpParts = () => {
  for (const load of [loadChallenge, loadRecoveryCode]) load().catch(() => undefined)
}
