// The page in front of `mfa-enroll serve`, as a product would have it: the site leads /mfa to it, and the browser
// knows one origin. `serve` is a process of its own over a file, and verifies the tokens that the sandbox signs.
import { once } from 'node:events'
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { startLoopbackServer } from '../../src/cli/loopback/loopback-server.ts'
import { mountSandbox } from '../../src/cli/web/mount-sandbox.ts'
import { pageFiles } from '../../src/cli/web/page-files.ts'
import { pageRoutes, type PageRoutes } from '../../src/cli/web/page-routes.ts'
import { createPlayground, type Playground } from '../../src/cli/web/playground.ts'
import { onStage } from '../system/served.ts'
import { openPage, type Visit } from './chromium.ts'

const path = '/mfa'

/** A reverse proxy in one function. What is behind it may be away: then it says so in HTML, as proxies do. */
const leadTo = (target: () => URL) => (incoming: IncomingMessage, outgoing: ServerResponse) => {
  const { hostname, port } = target()
  const { method, url = '/', headers, socket } = incoming
  const asked = ask({
    hostname,
    port,
    method,
    path: url,
    headers: { ...headers, 'x-forwarded-for': socket.remoteAddress },
  })
  asked.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    outgoing.flushHeaders()
    answer.on('error', () => outgoing.destroy())
    answer.pipe(outgoing)
  })
  asked.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy()
    else outgoing.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>')
  })
  outgoing.on('close', () => asked.destroy())
  incoming.pipe(asked)
}

export interface PageAtServe {
  readonly playground: Playground
  /** The id of the person who is signed in; the name under which the page keeps the id of their enrollment. */
  readonly userId: () => string
  /** Lets a browser of its own in, with this in its storage. */
  readonly visit: (stored?: Readonly<Record<string, string>>) => Promise<Visit>
  /** Another tab of a browser that was let in, with the same enrollment. */
  readonly another: (page: Page) => Promise<Page>
  /** From now on, and until what it gives is called, GenAuth does not get to see this request. */
  readonly hold: (path: string) => () => void
  /** Ends `serve` as a crash would. */
  readonly kill: () => Promise<void>
  /** Starts it again over the same file. */
  readonly restart: () => Promise<void>
}

export interface PageAtServeOptions {
  /** How long an access token is good; two hours unless told. */
  readonly tokenSeconds?: number
}

const vendorSeconds = 7_200

/** Tokens that are over sooner, for they were signed earlier. */
const withTokensOf = (playground: Playground, seconds: number): Playground => ({
  ...playground,
  token: () => {
    const earlierMs = (vendorSeconds - seconds) * 1_000
    playground.clock.skip(-earlierMs)
    const token = playground.token()
    playground.clock.skip(earlierMs)
    return token
  },
})

const keep = (page: Page, stored: Readonly<Record<string, string>>) =>
  page.addInitScript((entries) => {
    for (const [name, value] of Object.entries(entries)) sessionStorage.setItem(name, value)
  }, stored)

export const atServe = (
  browser: Browser,
  play: (there: PageAtServe) => Promise<void>,
  { tokenSeconds = vendorSeconds }: PageAtServeOptions = {},
): Promise<void> =>
  onStage(async ({ db, serve }) => {
    const files = pageFiles()
    if (files === null) throw new Error('The page is not built: npm run build:page')
    // GenAuth's place is an address of its own, which the browser never asks.
    const genauth = createServer().listen(0, '127.0.0.1')
    await once(genauth, 'listening')
    const { port } = genauth.address() as AddressInfo
    const host = `http://127.0.0.1:${port}`
    const playground = withTokensOf(createPlayground(host), tokenSeconds)
    const closing = new AbortController()
    let routes: PageRoutes | null = null
    const sandbox = mountSandbox(playground.sandbox, closing.signal, () => routes?.tell())
    const holding = new Map<string, Promise<void>>()
    genauth.on('request', async (incoming: IncomingMessage, outgoing: ServerResponse) => {
      await holding.get(incoming.url ?? '')
      sandbox(incoming, outgoing, '')
    })

    const start = () =>
      serve(['--db', db, '--base-path', path, '--trust-proxy', '1'], {
        GENAUTH_HOST: host,
        GENAUTH_APP_ID: playground.sandbox.appId,
      })
    let served = await start()
    const site = await startLoopbackServer({
      port: 0,
      answerAt: (_, ending) => {
        routes = pageRoutes({ page: files, viewer: null }, playground, ending, {
          path,
          answer: leadTo(() => new URL(served.url)),
          restart: async () => undefined,
          stop: async () => undefined,
        })
        return routes.answer
      },
    })
    const userId = () => String(Object(playground.state()).userId)

    try {
      await play({
        playground,
        userId,
        visit: async (stored = {}) => {
          const visited = await openPage(browser, 'about:blank')
          await keep(visited.page, stored)
          await visited.page.goto(site.newLink())
          await visited.page.locator('mfa-enrollment [data-screen]').waitFor()
          return visited
        },
        another: async (page) => {
          const id = await page.evaluate((name) => sessionStorage.getItem(name), userId())
          const other = await page.context().newPage()
          if (id !== null) await keep(other, { [userId()]: id })
          await other.goto(site.origin)
          return other
        },
        hold: (held) => {
          let release = () => {}
          holding.set(
            held,
            new Promise((resolve) => {
              release = resolve
            }),
          )
          return () => {
            holding.delete(held)
            release()
          }
        },
        kill: async () => {
          await served.end('SIGKILL')
        },
        restart: async () => {
          served = await start()
        },
      })
    } finally {
      await site.close()
      closing.abort()
      genauth.closeAllConnections()
      genauth.close()
    }
  })
