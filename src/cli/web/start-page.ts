import { startLoopbackServer, type LoopbackServer } from '../loopback/loopback-server.ts'
import type { StaticFiles } from '../loopback/static-files.ts'
import { pageRoutes } from './page-routes.ts'
import { createPlayground, type Playground } from './playground.ts'

export interface StartPageOptions {
  readonly files: StaticFiles
  /** The viewer to stand beside the page's enrollments, as `withinPage` gives it. */
  readonly viewer?: StaticFiles | null
  readonly port: number
  readonly onSpentLink?: () => void
}

/** The page, served with a sandbox of its own. */
export interface RunningPage extends LoopbackServer {
  readonly playground: Playground
}

/** Starts the page. Rejects as {@link startLoopbackServer} does. */
export const startPage = async ({
  files,
  viewer = null,
  ...options
}: StartPageOptions): Promise<RunningPage> => {
  let playground: Playground | undefined
  const server = await startLoopbackServer({
    ...options,
    answerAt: (origin, closing) => {
      playground = createPlayground(origin)
      return pageRoutes({ page: files, viewer }, playground, closing)
    },
  })
  if (playground === undefined) throw new Error('The server started without the page')
  return { ...server, playground }
}
