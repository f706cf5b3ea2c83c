'use client'
import { useEffect, useLayoutEffect, useState } from 'react'
import {
  createOwnedEnrollment,
  type CreateEnrollmentOptions,
  type Enrollment,
  type ShownEnrollment,
} from '../live/index.ts'
import { keepRecord, readRecord } from '../record/index.ts'
import type { EnrollmentView } from '../view/index.ts'
import { useView } from './use-view.ts'

/** What `useEnrollment` and `EnrollmentFlow` make an enrollment of. */
export interface UseEnrollmentOptions extends CreateEnrollmentOptions {
  /**
   * A name in `sessionStorage` for the record without secrets and contact data, so that a reload can say what
   * has to be asked anew. Read in place of `record` when the component stands, and never on a server; gone once
   * the enrollment is over. Without a name nothing is kept.
   */
  readonly storageKey?: string
}

/**
 * Where a component's enrollment comes from: one that runs already (yours, in this page or at a server), a function
 * that makes one without sending anything (`() => createRemoteEnrollment(…)`), or the options to make one here.
 */
export type EnrollmentSource = ShownEnrollment | (() => ShownEnrollment) | UseEnrollmentOptions

export interface UsedEnrollment<E extends ShownEnrollment = ShownEnrollment> {
  /** What to show now; the component renders anew when it changes. */
  readonly view: EnrollmentView
  /** The same function for as long as the enrollment is the same. */
  readonly send: E['send']
  /** The same object for as long as the source is the same enrollment, or as the component stands. */
  readonly enrollment: E
}

export const isEnrollment = (source: EnrollmentSource): source is ShownEnrollment => 'getSnapshot' in source

export const isOptions = (source: EnrollmentSource): source is UseEnrollmentOptions =>
  typeof source === 'object' && !isEnrollment(source)

const withStoredRecord = (options: UseEnrollmentOptions): CreateEnrollmentOptions =>
  options.storageKey === undefined ? options : { ...options, record: readRecord(options.storageKey) }

/** A function is called once, however often it is written anew. */
const madeOnce = () => {
  let made: ShownEnrollment | null = null
  return (make: () => ShownEnrollment): ShownEnrollment => (made ??= make())
}

// React 18 warns of layout effects on the server, though there is nothing to lay out.
const useEarlyEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

/**
 * The enrollment of a component. Mounting sends nothing: only commands do.
 *
 * Given options, it makes one enrollment when the component stands and stops it once the component is gone;
 * StrictMode and Fast Refresh neither double nor end it. Of later options only the hooks (`onEnd`, `onBound`
 * and the like) are heard: for another enrollment, give the component another `key`. Given an enrollment,
 * it only looks on: whoever made it stops it. Given a function, it calls it once, and looks on.
 *
 * With a `storageKey`, a reload goes on from what was kept: an open challenge comes back expired, to be renewed
 * by one click, and a bind that was in flight is looked up, never sent again.
 *
 * On the server and for the first client render the view is `idle`.
 *
 * @example
 * const { view, send } = useEnrollment({ service, onEnd: () => navigate('/settings') })
 * if (view.can.choose)
 *   return <button onClick={() => send({ type: 'factor.chosen', factorType: 'OTP' })}>Add an app</button>
 */
export function useEnrollment(source: Enrollment | UseEnrollmentOptions): UsedEnrollment<Enrollment>
export function useEnrollment(source: EnrollmentSource): UsedEnrollment
export function useEnrollment(given: EnrollmentSource): UsedEnrollment {
  const [made] = useState(madeOnce)
  const source = typeof given === 'function' ? made(given) : given
  const [owned] = useState(() => createOwnedEnrollment(isEnrollment(source) ? null : source))
  const owns = !isEnrollment(source)
  const storageKey = isEnrollment(source) ? undefined : source.storageKey
  const enrollment = isEnrollment(source) ? source : owned
  // A stored record is shown before the first paint, and not after it.
  useEarlyEffect(() => {
    if (!isEnrollment(source)) owned.use(withStoredRecord(source))
  }, [owned, source])
  useEffect(() => (owns ? owned.enter() : undefined), [owned, owns])
  // After it is entered: what stood hidden goes on from what it was.
  useEffect(() => (storageKey === undefined ? undefined : keepRecord(storageKey, owned)), [owned, storageKey])
  return { view: useView(enrollment), send: enrollment.send, enrollment }
}
