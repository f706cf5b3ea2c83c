import type { Command } from '../../machines/index.ts'
import type { EnrollmentView } from '../view/index.ts'
import { nothing } from './own-views.ts'

/** A command that was sent, and has no answer yet. */
export interface Underway {
  readonly command: Command
  /** The answer got lost: what became of it is being looked up. */
  readonly isLost: boolean
}

const quiet = { problem: null, error: null, announce: null, sendAgainAt: null, nextChangeAt: null } as const

/** What is shown from "Cancel" until the server has answered. */
export const leavingView = (view: EnrollmentView): EnrollmentView =>
  view.state === 'binding' || view.state === 'reconciling'
    ? {
        ...view,
        leaving: true,
        can: nothing,
        message: { id: 'leavingWhenKnown', params: {} },
        announce: { politeness: 'polite', message: { id: 'leavingWhenKnown', params: {} } },
      }
    : { ...view, can: nothing }

/** What is shown from the click until the server has answered: what the machine will most likely be at. */
export const expectedView = (view: EnrollmentView, { command, isLost }: Underway): EnrollmentView => {
  const { factorType, support } = view
  const leavable = { ...nothing, cancel: true }
  switch (command.type) {
    case 'factor.chosen':
    case 'code.resend':
    case 'enrollment.renewed':
      return {
        ...quiet,
        state: 'requesting',
        factorType: command.type === 'factor.chosen' ? command.factorType : factorType,
        can: leavable,
        message: { id: 'requesting', params: {} },
        support: { ...support, error: null },
      }
    case 'code.submitted':
    case 'photo.submitted': {
      const state = isLost ? 'reconciling' : 'binding'
      const message = { id: state, params: {} } as const
      return {
        ...quiet,
        state,
        factorType,
        leaving: false,
        can: leavable,
        message,
        announce: { politeness: 'polite', message },
        sendAgainAt: view.sendAgainAt,
        support: { ...support, error: null },
      }
    }
    case 'enrollment.cancelled':
      return leavingView(view)
    case 'recoveryCode.saved':
    case 'enrollment.restarted':
      return { ...view, can: nothing }
  }
}
