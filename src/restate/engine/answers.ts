import type { EnrollmentView } from '../../view/index.ts'
import { viewOf } from '../../view/index.ts'
import {
  initialRecord,
  type Answered,
  type EngineRefusal,
  type Sealer,
  type StoredRow,
} from '../../durable/index.ts'
import { openRow, requestIn, shownAt, type OpenRow } from '../../durable/host/index.ts'
import type { Judged } from '../wire/replies.ts'

/** What is shown of rows, each opened and looked at by the time it is shown. */
export const createAnswers = (sealer: Sealer, now: () => number) => {
  const open = (row: StoredRow): OpenRow => openRow(sealer, row)
  const shown = ({ open: { snapshot } }: OpenRow): EnrollmentView => shownAt(snapshot, now())

  return {
    /** @throws UnreadableEnrollmentError */
    open,
    viewOf: (row: StoredRow): EnrollmentView => shown(open(row)),
    /** The view, and who may see it. */
    shownOf: (row: StoredRow) => {
      const found = open(row)
      return { view: shown(found), owner: found.open.owner }
    },
    /** What became of a command. */
    of: ({ row, reason, until }: Judged): Answered => {
      const found = open(row)
      const view = shown(found)
      if (reason === null) return { accepted: true, view, ...requestIn(found.open.snapshot) }
      return { accepted: false, reason, view, ...(until !== null && { until }) }
    },
    refused: (found: OpenRow, reason: EngineRefusal): Answered => ({
      accepted: false,
      reason,
      view: shown(found),
    }),
    /** Nothing was stored, or it is gone again. */
    ofNothing: (id: string, reason: EngineRefusal): Answered => ({
      accepted: false,
      reason,
      view: viewOf(initialRecord(id), now()),
    }),
  }
}
export type Answers = ReturnType<typeof createAnswers>
