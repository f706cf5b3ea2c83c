import type { CommandInput, EnrollmentView, ServiceLimits } from '../../src/index.ts'
import { createRemoteEnrollment, type RemoteEnrollmentOptions } from '../../src/client/index.ts'
import { scripted, type Script } from '../machines/scripted-service.ts'
import { origin, quiet, world, type NodeOptions } from '../server/server-world.ts'

export { quiet }

/** Lets everything happen until something holds, or so much has happened that it never will. No time passes by that. */
export const until = async (holds: () => boolean, tries = 3_000): Promise<boolean> => {
  for (let made = 0; made < tries && !holds(); made += 1) await quiet(8)
  return holds()
}

/** What the line between page and server does to a request. */
export type Mishap =
  /** It never arrives. */
  | 'lost'
  /** It arrives and is carried out, and its answer does not come back. */
  | 'answerLost'

/** The line between a page and a server in memory: every request is seen, and any may go wrong. */
export const createLine = (first: (request: Request) => Promise<Response>) => {
  let fetchServer = first
  let isMute = false
  const seen: {
    readonly method: string
    readonly path: string
    readonly headers: Headers
    readonly body: string
  }[] = []
  const mishaps: { readonly on: RegExp; readonly mishap: Mishap | Response }[] = []
  let isDown = false
  const streams = new Set<AbortController>()

  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const request = new Request(input instanceof Request ? input : String(input), init)
    const path = new URL(request.url).pathname
    const body = await request.clone().text()
    seen.push({ method: request.method, path, headers: request.headers, body })
    if (isDown) throw new TypeError('fetch failed')
    const index = mishaps.findIndex(({ on }) => on.test(`${request.method} ${path}`))
    const { mishap = null } = index < 0 ? {} : (mishaps.splice(index, 1)[0] ?? {})
    if (mishap instanceof Response) return mishap
    if (mishap === 'lost') throw new TypeError('fetch failed')
    const cut = new AbortController()
    const response = await fetchServer(request)
    if (mishap === 'answerLost') throw new TypeError('fetch failed')
    if (
      response.body === null ||
      response.headers.get('content-type')?.startsWith('text/event-stream') !== true
    )
      return response
    streams.add(cut)
    const reader = response.body.getReader()
    const leave = () => {
      streams.delete(cut)
      void reader.cancel().catch(() => undefined)
    }
    // As the network has it: what is taken back, or cut, fails in the middle.
    const piped = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const fail = () => {
          leave()
          try {
            controller.error(new TypeError('terminated'))
          } catch {
            // It was over already.
          }
        }
        cut.signal.addEventListener('abort', fail)
        init.signal?.addEventListener('abort', fail)
        const pump = async (): Promise<void> => {
          const piece = await reader.read()
          if (piece.done) {
            streams.delete(cut)
            controller.close()
            return undefined
          }
          if (!isMute) controller.enqueue(piece.value)
          return pump()
        }
        void pump().catch(fail)
      },
      cancel: leave,
    })
    return new Response(piped, { status: response.status, headers: response.headers })
  }

  return {
    fetch,
    seen,
    /** `POST /enrollments`, as they came; streams and looks left out. */
    posts: () =>
      seen.filter(({ method }) => method === 'POST').map(({ path }) => path.replace(/[\w-]{20,}/, ':id')),
    /** The next request that fits goes wrong. */
    upset: (on: RegExp, mishap: Mishap | Response) => mishaps.push({ on, mishap }),
    streams: () => streams.size,
    /** Ends every stream; others are taken. */
    cut: () => {
      for (const stream of new Set(streams)) stream.abort()
    },
    /** Streams stay open, and nothing comes. */
    mute: (mute: boolean) => {
      isMute = mute
    },
    /** To another process. */
    lead: (to: (request: Request) => Promise<Response>) => {
      fetchServer = to
    },
    down: (down: boolean) => {
      isDown = down
      if (down) for (const stream of new Set(streams)) stream.abort()
    },
  }
}

export interface RemoteTestOptions extends Partial<RemoteEnrollmentOptions> {
  readonly script?: Script
  readonly limits?: Partial<ServiceLimits>
  /** How far the clock of the device is ahead of the server's, ms. */
  readonly deviceAhead?: number
  readonly node?: NodeOptions
}

/** A server with an engine and a scripted service, all in memory, on one clock that stands still; and a page at it. */
export const remote = (options: RemoteTestOptions = {}) => {
  const { script, limits, deviceAhead = 0, node: nodeOptions, ...given } = options
  const w = world()
  const scriptedService = scripted(script, limits)
  scriptedService.stampWith(() => w.clock.now())
  const node = w.node({
    ...nodeOptions,
    engine: { service: () => scriptedService.service, ...nodeOptions?.engine },
  })
  // With it waits of the machine end by themselves.
  void node.engine.start()
  const line = createLine((request) => node.server.fetch(request))
  const clock = { ...w.clock, now: () => w.clock.now() + deviceAhead }

  /** Another page or device of the same person. */
  const page = (more: Partial<RemoteEnrollmentOptions> = {}) => {
    const enrollment = createRemoteEnrollment({
      url: origin,
      getAccessToken: async () => 'ann',
      fetch: line.fetch,
      clock,
      random: () => 1,
      ...given,
      ...more,
    })
    const views: EnrollmentView[] = []
    const unsubscribe = enrollment.subscribe((view) => views.push(view))
    return {
      enrollment,
      /** All that its listeners were told. */
      views,
      states: () => views.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1]),
      unsubscribe,
      view: () => enrollment.view(),
      state: () => enrollment.view().state,
      /** Sends commands, each once everything that the one before led to has happened. */
      send: async (...commands: readonly CommandInput[]) => {
        const sent = []
        for (const command of commands) {
          sent.push(enrollment.send(command))
          await quiet()
        }
        return sent
      },
    }
  }

  return {
    ...page(),
    ...scriptedService,
    page,
    node,
    line,
    clock: w.clock,
    world: w,
    pass: w.pass,
    end: () => node.stop(),
  }
}
export type Remote = ReturnType<typeof remote>
