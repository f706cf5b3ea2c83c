import type { Written } from '../../durable/host/index.ts'
import type { Host } from './host.ts'

/** Tells the host what a change was. A turn that Restate repeats tells it again, with the same `at`. */
export const tellChange = (host: Host, enrollmentId: string, { judged }: Written, at: number): void => {
  const { path, events, isResumed } = judged
  const hooks = host.hooksAt(at)
  if (isResumed) hooks.resumed(path[0])
  for (const [index, after] of path.entries()) hooks.changed(path[index - 1] ?? after, after)
  if (host.onTransition === undefined) return
  for (const [index, event] of events.entries()) {
    const [before, after] = [path[index], path[index + 1]]
    if (before === undefined || after === undefined) return
    try {
      host.onTransition({ enrollmentId, before, event, after, at })
    } catch (cause) {
      host.report(cause)
    }
  }
}
