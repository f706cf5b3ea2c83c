import { startLoopbackServer, type LoopbackServer } from '../loopback/loopback-server.ts'
import type { StaticFiles } from '../loopback/static-files.ts'
import type { PageEnrollments } from './page-enrollments.ts'
import { pageRoutes } from './page-routes.ts'
import { createPlayground, type Playground } from './playground.ts'

export interface StartPageOptions {
  readonly files: StaticFiles
  /** The viewer to stand beside the page's enrollments, as `withinPage` gives it. */
  readonly viewer?: StaticFiles | null
  /** Whether enrollments run at the page's server, and not in the page. */
  readonly server?: boolean
  readonly port: number
  readonly onSpentLink?: () => void
}

/** The page, served with a sandbox of its own. */
export interface RunningPage extends LoopbackServer {
  readonly playground: Playground
  /** The enrollments at the server; null where they run in the page. */
  readonly enrollments: PageEnrollments | null
}

/** Starts the page. Rejects as {@link startLoopbackServer} does. */
export const startPage = async ({
  files,
  viewer = null,
  server: hasEnrollments = false,
  ...options
}: StartPageOptions): Promise<RunningPage> => {
  // It needs packages that the page alone does not.
  const room = hasEnrollments ? await import('./page-enrollments.ts') : null
  let playground: Playground | undefined
  let enrollments: PageEnrollments | null = null
  const server = await startLoopbackServer({
    ...options,
    answerAt: (origin, closing) => {
      playground = createPlayground(origin)
      const changed = () => tell()
      enrollments = room?.createPageEnrollments(playground, origin, changed) ?? null
      const { answer, tell } = pageRoutes({ page: files, viewer }, playground, closing, enrollments)
      return answer
    },
  })
  if (playground === undefined) throw new Error('The server started without the page')
  return {
    ...server,
    playground,
    enrollments,
    close: async () => {
      await server.close()
      await enrollments?.stop()
    },
  }
}
