import type { EnrollmentView } from '../view/index.ts'
import type { Flow } from './flow/flow.ts'

/** Another key means that what the person acts on has changed, so that the focus has to follow. */
export const focusKeyOf = ({ face, list, held, screen }: Flow, view: EnrollmentView): string => {
  const photo = face.draft()?.state().status ?? face.loading()
  const error = view.state === 'awaitingCode' ? view.error : null
  const asked = list.removal()?.factor.factorId
  const name = screen(view)
  // Elsewhere it is read in silence.
  const listed = name === 'factors' && list.state().status
  return [name, listed, photo, held() === null, error, asked].join(' ')
}
