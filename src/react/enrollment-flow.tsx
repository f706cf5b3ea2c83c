'use client'
import { useEffect, useState, type ReactElement, type ReactNode } from 'react'
import type { FactorType, PhotoUpload } from '../../machines/index.ts'
import type { EnrollmentClock } from '../live/index.ts'
import { Announcer } from './announcer.tsx'
import { Challenge } from './challenge.tsx'
import { CodeField } from './code-field.tsx'
import { Countdown } from './countdown.tsx'
import { Destination } from './destination.tsx'
import type { DestinationProps } from './destination-form.tsx'
import { Done } from './done.tsx'
import { FactorChoice } from './factor-choice.tsx'
import { Failure } from './failure.tsx'
import { EnrollmentProvider, useFlow } from './flow.tsx'
import { lazyPart } from './lazy-part.tsx'
import { Photo } from './photo.tsx'
import type { PhotoProps } from './photo-given.ts'
import { Prepare } from './prepare.tsx'
import { RecoveryCode } from './recovery-code.tsx'
import type { RecoveryCodeProps } from './saving-recovery-code.tsx'
import { Renew, Resend } from './renew.tsx'
import { ReplacementNotice } from './replacement-notice.tsx'
import { Status, type StatusProps } from './status.tsx'
import { useTexts } from './texts.tsx'
import { isEnrollment, isOptions, useEnrollment, type EnrollmentSource } from './use-enrollment.ts'
import type { UsedFactorDirectory } from './used-factor-directory.ts'
import { useFocus } from './use-focus.ts'
import { WaysOut } from './ways-out.tsx'

const Replaceable = lazyPart(() => import('./replaceable-factors.tsx'), 'ReplaceableFactors')

export interface EnrollmentFlowProps
  extends
    Pick<StatusProps, 'headingLevel'>,
    Pick<DestinationProps, 'parsePhone' | 'region'>,
    Pick<PhotoProps, 'renderCamera'>,
    Pick<RecoveryCodeProps, 'issuer' | 'onPrint'> {
  /** An enrollment that runs, a function that makes one, or the options to make one; see `useEnrollment`. */
  readonly source: EnrollmentSource
  /** The clock of an enrollment that runs, if it was given one. */
  readonly clock?: EnrollmentClock
  /** With it, the list of what the account has stands before the choice, and gives the choices. */
  readonly directory?: UsedFactorDirectory
  /** What may be added; the directory's choices by default. */
  readonly choices?: readonly FactorType[] | null
  /** Where photos go; without it FACE is not offered. */
  readonly upload?: PhotoUpload
  /** How many digits sent codes have, if your pool is set so: such a code submits itself. */
  readonly codeLength?: number
  /** Whether the authenticator app is likely on this very device. */
  readonly sameDevice?: boolean
  /** Called by the button at the end. A `source` of options or a function then begins anew. */
  readonly onClose?: () => void
  readonly className?: string
  /** Parts of your choice and order, instead of all. */
  readonly children?: ReactNode
}

/**
 * A whole enrollment for a settings page: it shows what the view says, keeps the focus where to act, and reads
 * out what matters. Nothing is asked for until the person asks.
 *
 * @example
 * const Security = () => {
 *   const directory = useFactorDirectory(createFactorDirectory(options))
 *   return <EnrollmentFlow source={{ service: createGenAuthService(options) }} directory={directory} />
 * }
 */
export const EnrollmentFlow = (props: EnrollmentFlowProps): ReactElement => {
  const [round, setRound] = useState(0)
  const { source, directory, onClose } = props
  const mayBeginAnew = !isEnrollment(source)
  const close = () => {
    onClose?.()
    if (directory?.replacement?.status !== 'unfinished') directory?.dropReplacement()
    if (mayBeginAnew) setRound((before) => before + 1)
  }
  return (
    <Round
      key={round}
      {...props}
      source={round === 0 ? source : unstored(source)}
      onClose={mayBeginAnew || onClose ? close : undefined}
      isAgain={round > 0}
    />
  )
}

/** A stored record is gone on from once. */
const unstored = (source: EnrollmentSource): EnrollmentSource => {
  if (!isOptions(source)) return source
  const { record, secrets, enrollmentId, ...options } = source
  return options
}

type RoundProps = Omit<EnrollmentFlowProps, 'onClose'> & {
  readonly onClose: (() => void) | undefined
  readonly isAgain: boolean
}

const Round = (props: RoundProps): ReactElement => {
  const { enrollment } = useEnrollment(props.source)
  const clock = props.clock ?? (isOptions(props.source) ? props.source.clock : undefined)
  return (
    <EnrollmentProvider enrollment={enrollment} clock={clock}>
      <Screen {...props} />
    </EnrollmentProvider>
  )
}

const Screen = ({ className, children, ...props }: RoundProps): ReactElement => {
  const { view, open, isPicking, picked } = useFlow()
  const { locale } = useTexts()
  const { state } = view
  const { directory, upload, choices = directory?.choices } = props
  const mayHaveBound = 'bound' in view ? view.bound !== 'no' : state === 'done'
  // The end of a replacement asks by itself.
  const reload = mayHaveBound && directory?.replacement === null && directory.reload
  // While the end is on show, so that nothing moves after it.
  useEffect(() => {
    if (reload) void reload(true)
  }, [reload])
  const focus = useFocus([state, open?.generation, isPicking, picked, view.error].join(), props.isAgain)
  return (
    <div {...focus} className={className} lang={locale} data-mfa-part="flow" data-state={state}>
      <Announcer />
      {children ?? (
        <>
          {directory && <ReplacementNotice directory={directory} />}
          {directory && state === 'idle' && picked === null && (
            <Replaceable directory={directory} headingLevel={props.headingLevel} />
          )}
          <Status {...props} />
          <FactorChoice choices={choices?.filter((factorType) => factorType !== 'FACE' || upload) ?? null} />
          <Prepare />
          <Destination {...props} />
          <Challenge {...props} />
          {upload && <Photo {...props} upload={upload} />}
          <CodeField {...props} />
          <Countdown />
          <Resend />
          <Renew />
          <RecoveryCode {...props} />
          <Failure {...props} />
          <Done {...props} />
          <WaysOut onBack={() => state === 'idle' && directory?.dropReplacement()} />
        </>
      )}
    </div>
  )
}
