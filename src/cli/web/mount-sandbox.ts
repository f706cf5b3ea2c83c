import { getRequestListener } from '@hono/node-server'
import type { Sandbox } from '../../sandbox/index.ts'
import type { Answer } from '../loopback/loopback-server.ts'

/**
 * The sandbox's API as a part of another server.
 *
 * @param answered is called when a request has been carried out, also if its client heard nothing of it.
 */
export const mountSandbox = (
  { fetch }: Pick<Sandbox, 'fetch'>,
  closing: AbortSignal,
  answered: () => void,
): Answer => {
  const listener = getRequestListener(
    (request, { incoming, outgoing }) => fetch(request, { incoming, outgoing, closing }).finally(answered),
    // The adapter would otherwise replace the program's own Request and Response.
    { overrideGlobalObjects: false },
  )
  return (incoming, outgoing) => void listener(incoming, outgoing)
}
