import type { Bound, EnrollmentState, FactorType } from '../../machines/index.ts'
import type { EnrollmentView, Support } from '../view/index.ts'

/**
 * What `<mfa-enrollment>` tells the page: `CustomEvent`s that bubble and are composed. Nothing in them is secret.
 *
 * - `mfa-state`: the enrollment is in another state.
 * - `mfa-bound`: the factor is active; with OTP, the recovery code has still to be saved. Once an enrollment.
 * - `mfa-done`: all is over, and well.
 * - `mfa-cancelled`: the person left; `bound` says whether the factor is active all the same.
 * - `mfa-error`: something went wrong; `error` is its tag, `support` the ids and codes for logs and tickets.
 *
 * @example
 * element.addEventListener('mfa-bound', ({ detail }) => refresh(detail.factorType))
 */
export interface EnrollmentElementEvents {
  readonly 'mfa-state': CustomEvent<{ readonly state: EnrollmentState }>
  readonly 'mfa-bound': CustomEvent<{
    readonly factorType: FactorType | null
    readonly factorId: string | null
  }>
  readonly 'mfa-done': CustomEvent<null>
  readonly 'mfa-cancelled': CustomEvent<{ readonly bound: Bound }>
  readonly 'mfa-error': CustomEvent<{
    readonly error: NonNullable<EnrollmentView['error']>
    readonly support: Support
  }>
}

declare global {
  interface GlobalEventHandlersEventMap extends EnrollmentElementEvents {}
}

type Told = {
  readonly [Type in keyof EnrollmentElementEvents]: {
    readonly type: Type
    readonly detail: EnrollmentElementEvents[Type]['detail']
  }
}[keyof EnrollmentElementEvents]

const isBusy = ({ state }: EnrollmentView): boolean =>
  state === 'requesting' || state === 'binding' || state === 'reconciling'

const boundTold = (view: EnrollmentView): Told | null =>
  view.state === 'savingRecoveryCode' || view.state === 'done'
    ? { type: 'mfa-bound', detail: { factorType: view.factorType, factorId: view.factorId } }
    : null

const endTold = (view: EnrollmentView): Told | null => {
  if (view.state === 'done') return { type: 'mfa-done', detail: null }
  return view.state === 'cancelled' ? { type: 'mfa-cancelled', detail: { bound: view.bound } } : null
}

const errorTold = (before: EnrollmentView, after: EnrollmentView): Told | null => {
  const isNew = before.error === null || isBusy(before)
  return after.error !== null && isNew && !isBusy(after)
    ? { type: 'mfa-error', detail: { error: after.error, support: after.support } }
    : null
}

/**
 * What to tell the page of a change. `before` is null for an enrollment that the element has just been given: what
 * happened to it earlier is no news.
 */
export const eventsOf = (before: EnrollmentView | null, after: EnrollmentView): readonly Told[] => {
  const state: Told = { type: 'mfa-state', detail: { state: after.state } }
  if (before === null) return after.state === 'idle' ? [] : [state]
  const moved = before.state !== after.state
  const told: readonly (Told | null)[] = [
    moved ? state : null,
    moved && before.state !== 'savingRecoveryCode' ? boundTold(after) : null,
    errorTold(before, after),
    moved ? endTold(after) : null,
  ]
  return told.filter((event) => event !== null)
}
