import type { InspectionEvent } from 'xstate'
import { inspectEnrollment } from '../../../src/inspect/index.ts'
import { inspectOverWebSocket, type InspectOverWebSocketOptions } from '../../../src/inspect/node/index.ts'
import { live, testClock, type Live, type LiveOptions } from '../../live/live-enrollment.ts'
import { openViewer, type Viewer } from './viewer.ts'

type Options = Partial<Omit<InspectOverWebSocketOptions, 'inspection'>>

/** An inspector that listens, its viewers, and enrollments that are inspected; `close` ends them all. */
export const inspected = async (options: Options = {}) => {
  const clock = testClock()
  const refused: string[] = []
  const refusedOf: (string | null)[] = []
  const defects: unknown[] = []
  const inspection = inspectEnrollment({ now: clock.now, onDefect: (defect) => defects.push(defect) })
  const inspector = await inspectOverWebSocket({
    port: 0,
    onRefused: (enrollmentId, reason) => {
      refused.push(reason)
      refusedOf.push(enrollmentId)
    },
    ...options,
    inspection,
  })
  const viewers: Viewer[] = []
  const enrollments: Live[] = []
  /** The states of every actor that has any, in order, as XState 5 tells them. */
  const values: unknown[] = []
  const inspect = (event: InspectionEvent) => {
    if (event.type === '@xstate.snapshot' && 'value' in event.snapshot) values.push(event.snapshot.value)
    inspection.inspect(event)
  }
  return {
    clock,
    inspection,
    inspector,
    refused,
    /** The enrollment of each, as the host was told. */
    refusedOf,
    /** What was thrown while inspecting; of that an enrollment notices nothing. */
    defects,
    values,
    inspect,
    viewer: async () => {
      const viewer = await openViewer(inspector.server)
      viewers.push(viewer)
      return viewer
    },
    enroll: (given: LiveOptions = {}) => {
      const enrollment = live({ clock, ...given, inspect })
      enrollments.push(enrollment)
      return enrollment
    },
    close: async () => {
      for (const { enrollment } of enrollments) enrollment.stop()
      await Promise.all(viewers.map((viewer) => viewer.close()))
      await inspector.close()
    },
  }
}
export type InspectedRun = Awaited<ReturnType<typeof inspected>>
