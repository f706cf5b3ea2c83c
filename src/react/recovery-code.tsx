'use client'
import type { ReactElement } from 'react'
import { useFlow } from './flow.tsx'
import { lazyPart } from './lazy-part.tsx'
import { loadRecoveryCode } from './load-otp-parts.ts'
import type { RecoveryCodeProps } from './saving-recovery-code.tsx'

const SavingRecoveryCode = lazyPart(loadRecoveryCode, 'SavingRecoveryCode')

/**
 * The recovery code, shown this once: to copy, download or print, and to go on only after saying "I saved it".
 * Leaving the page meanwhile warns.
 *
 * @example
 * <RecoveryCode issuer="Acme" />
 */
export const RecoveryCode = (props: RecoveryCodeProps): ReactElement | null =>
  useFlow().view.state === 'savingRecoveryCode' ? <SavingRecoveryCode {...props} /> : null
