import type { EnrollmentView, Support } from '../../view/index.ts'
import { hasColours, painted } from '../look.ts'
import { sizeOf, writeLine, type Streams } from '../streams.ts'
import type { CliTexts } from '../texts/texts.ts'
import { wrapped } from '../wrapped.ts'

/** What support needs to find one problem. */
export type SupportIds = Pick<Support, 'enrollmentId' | 'requestId'>

/** What went wrong, or an end that is no success; leaving in time is none. */
export const isBad = ({ state, error, ...view }: EnrollmentView): boolean => {
  if (state === 'cancelled') return 'bound' in view && view.bound !== 'no'
  return state === 'failed' || error !== null
}

/** Names a problem to support, but not the first wrong code: nobody calls for one slip. */
export const supportFor = (support: (ids: SupportIds) => void): ((view: EnrollmentView) => void) => {
  let wrongCodes = 0
  return (view) => {
    const isWrongCode = view.state === 'awaitingCode' && view.error === 'wrongCode'
    if (isWrongCode) wrongCodes += 1
    const isSlip = isWrongCode && wrongCodes === 1
    if (isBad(view) && !isSlip) support(view.support)
  }
}

/** Writes the ids that support asks for, once for each problem, on the error stream. */
export const createSupportLines = (
  { error, env }: Pick<Streams, 'error' | 'env'>,
  { remark }: Pick<CliTexts, 'remark'>,
  plain: boolean,
): ((ids: SupportIds) => void) => {
  let last = ''
  return ({ enrollmentId, requestId }) => {
    const line = remark.support(enrollmentId, requestId)
    if (line === last) return
    last = line
    const shown = error.isTTY === true ? wrapped(line, sizeOf({ output: error }).columns) : line
    writeLine(error, painted(shown, 'dim', !plain && hasColours(error, env)))
  }
}
