'use client'
import { createContext, useContext, useMemo, useState, type ReactElement, type ReactNode } from 'react'
import type { CommandInput, FactorType } from '../../machines/index.ts'
import { systemClock, type EnrollmentClock, type Sent, type ShownEnrollment } from '../live/index.ts'
import type { EnrollmentView } from '../view/index.ts'
import { useView } from './use-view.ts'

/** A view with an open challenge. */
export type OpenView = Extract<EnrollmentView, { readonly state: 'awaitingCode' }>

/** What the parts of one enrollment share. */
export interface Flow {
  readonly enrollment: ShownEnrollment
  readonly view: EnrollmentView
  readonly clock: EnrollmentClock
  /**
   * The open challenge; null while there is none, or a factor is picked. It stays while a code is checked, so that
   * neither the QR code nor the focus jumps away and back for a wrong one.
   */
  readonly open: OpenView | null
  /** A factor is being chosen or prepared, and nothing is asked for yet. */
  readonly isPicking: boolean
  /** The factor picked for that; null while the choice is open. */
  readonly picked: FactorType | null
  /** Opens the preparation of a factor, or with null the choice of one. Sends nothing. */
  readonly pick: (factorType: FactorType | null) => void
  /** One step back out of the preparation or the choice. */
  readonly back: () => void
  /** Sends `factor.chosen`, and leaves the preparation if that is taken. */
  readonly choose: (command: Extract<CommandInput, { readonly type: 'factor.chosen' }>) => Sent
  /** Sends the photo that was uploaded last; asks for a token first if there is none. Null without such a photo. */
  readonly sendPhoto: (() => void) | null
  /** Keeps what sends the photo, and does so at once; null forgets it. */
  readonly keepPhoto: (send: (() => void) | null) => void
}

const Context = createContext<Flow | null>(null)

/**
 * What the parts of one enrollment share, for parts of your own.
 *
 * @throws Error outside `EnrollmentFlow` and `EnrollmentProvider`.
 */
export const useFlow = (): Flow => {
  const flow = useContext(Context)
  if (flow === null) throw new Error('Put this part inside EnrollmentProvider or EnrollmentFlow')
  return flow
}

const keepOpen = () => {
  let last: OpenView | null = null
  return (view: EnrollmentView): OpenView | null => {
    if (view.state === 'awaitingCode') last = view
    else if (view.state !== 'binding') last = null
    return last
  }
}

export interface EnrollmentProviderProps {
  readonly enrollment: ShownEnrollment
  /** The clock the enrollment was given; the system's by default. */
  readonly clock?: EnrollmentClock | undefined
  readonly children?: ReactNode
}

/**
 * Gives the parts within their enrollment. Each part shows itself when it applies, so they may all stand
 * there, in your order and markup.
 *
 * @example
 * const { enrollment } = useEnrollment({ service })
 * return (
 *   <EnrollmentProvider enrollment={enrollment}>
 *     <Announcer />
 *     <Status />
 *     <FactorChoice choices={['OTP']} />
 *     <Prepare />
 *     <Challenge />
 *     <CodeField />
 *     <RecoveryCode />
 *   </EnrollmentProvider>
 * )
 */
export const EnrollmentProvider = ({
  enrollment,
  clock = systemClock,
  children,
}: EnrollmentProviderProps): ReactElement => {
  const view = useView(enrollment)
  const [picked, setPicked] = useState<FactorType | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [sendPhoto, setSendPhoto] = useState<(() => void) | null>(null)
  const [openOf] = useState(keepOpen)
  const open = openOf(view)
  const isPicking = view.state === 'idle' || (isOpen && view.can.choose)

  const flow = useMemo(
    (): Flow => ({
      enrollment,
      view,
      clock,
      open: isPicking ? null : open,
      isPicking,
      picked,
      pick: (factorType) => {
        setPicked(factorType)
        setOpen(true)
      },
      back: () => (picked === null ? setOpen(false) : setPicked(null)),
      choose: (command) => {
        const sent = enrollment.send(command)
        if (sent.accepted) {
          setPicked(command.factorType)
          setOpen(false)
        }
        return sent
      },
      sendPhoto,
      keepPhoto: (send) => {
        setSendPhoto(() => send)
        send?.()
      },
    }),
    [enrollment, view, clock, open, isPicking, picked, sendPhoto],
  )
  return <Context.Provider value={flow}>{children}</Context.Provider>
}
