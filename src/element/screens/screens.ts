import type { ScreenName } from '../flow/steps.ts'
import type { Screen } from '../stage.ts'
import { appCode } from './app-code.ts'
import { destination } from './destination.ts'
import { cancelled, done, failed } from './endings.ts'
import { expired } from './expired.ts'
import { factors } from './factors.ts'
import { photo } from './photo.ts'
import { prepare } from './prepare.ts'
import { recoveryCode } from './recovery-code.ts'
import { sentCode } from './sent-code.ts'
import { binding, reconciling, requesting } from './waiting.ts'

/** Every screen by its name. */
export const screens: Readonly<Record<ScreenName, Screen>> = {
  factors,
  prepare,
  destination,
  photo,
  requesting,
  appCode,
  sentCode,
  binding,
  reconciling,
  recoveryCode,
  expired,
  failed,
  done,
  cancelled,
}
