import type { EnrollmentInspection } from '../../inspect/index.ts'
import { startLoopbackServer, type LoopbackServer } from '../loopback/loopback-server.ts'
import type { StaticFiles } from '../loopback/static-files.ts'
import { createFrameStreams } from './frame-streams.ts'
import { inspectionRoutes } from './inspection-routes.ts'

export interface StartViewerOptions {
  readonly files: StaticFiles
  readonly inspection: Pick<EnrollmentInspection, 'subscribe' | 'send'>
  readonly port: number
  readonly onSpentLink?: () => void
}

/** The viewer, served with enrollments to look at. */
export interface RunningViewer extends LoopbackServer {
  /** Resolves when a browser listens to what happens. */
  readonly whenOpened: Promise<void>
}

/** Starts the viewer. Rejects as {@link startLoopbackServer} does. */
export const startViewer = async ({
  files,
  inspection,
  ...options
}: StartViewerOptions): Promise<RunningViewer> => {
  const streams = createFrameStreams(inspection)
  const server = await startLoopbackServer({
    ...options,
    answerAt: () => inspectionRoutes(files, inspection, streams),
  })
  return {
    ...server,
    whenOpened: streams.whenJoined,
    close: async () => {
      await streams.end()
      await server.close()
    },
  }
}
