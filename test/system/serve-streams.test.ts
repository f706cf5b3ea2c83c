// A thousand streams of one `mfa-enroll serve` at a time, over a thousand connections.
import { request as requestOf, type IncomingMessage } from 'node:http'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inspectable, inspected, megabyte } from './inspected-process.ts'
import { onStage, type Served } from './served.ts'

const streams = suite('serve with a thousand streams')

const people = 200
const ofEach = 5
const all = people * ofEach

interface Person {
  readonly token: string
  readonly id: string
}

interface Stream {
  readonly status: number
  /** Once this was heard. */
  readonly hears: (pattern: RegExp) => Promise<void>
  readonly text: () => string
  readonly leave: () => void
}

const opened = ({ url }: Served, { id, token }: Person): Promise<Stream> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` }
    const outgoing = requestOf(`${url}/enrollments/${id}/stream`, { headers, agent: false })
    outgoing.once('error', reject).once('response', (response: IncomingMessage) => {
      let text = ''
      const waiting = new Set<() => void>()
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        for (const look of waiting) look()
      })
      response.on('error', () => undefined)
      resolve({
        status: response.statusCode ?? 0,
        hears: (pattern) =>
          new Promise((heard) => {
            const look = () => {
              if (!pattern.test(text)) return
              waiting.delete(look)
              heard()
            }
            waiting.add(look)
            look()
          }),
        text: () => text,
        leave: () => response.destroy(),
      })
    })
    outgoing.end()
  })

/** One after the other in a few lanes, for a thousand connections at the same moment are more than a system queues. */
const inLanes = async <A, B>(items: readonly A[], make: (item: A) => Promise<B>): Promise<readonly B[]> => {
  const made: B[] = []
  const left = items.values()
  const lane = async () => {
    for (const item of left) made.push(await make(item))
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  return made
}

const openCount = async ({ metrics }: Served): Promise<number> => {
  const text = await (await fetch(`${metrics}/metrics`)).text()
  const [, count] = /^mfa_enrollment_streams (\d+)$/m.exec(text) ?? []
  return Number(count)
}

/** The system tells the server of a closed connection in its own time. */
const untilNoneIsOpen = async (server: Served) => {
  while ((await openCount(server)) > 0) await new Promise((resolve) => setTimeout(resolve, 50))
}

streams('each hears how it is, a change reaches all who watch, and nothing is left when they have gone', () =>
  onStage(async ({ serve, db, sandbox: { sandbox } }) => {
    const server = await serve(['--db', db, '--metrics-port', '0', '--limits', 'address=off'], inspectable)
    const persons = await inLanes(
      Array.from({ length: people }, (_, index) => `person-${index}@example.com`),
      async (email) => {
        const token = sandbox.signIn(sandbox.addAccount({ email }))
        const { body } = await server.ask('POST', '/enrollments', { token, body: { factorType: 'OTP' } })
        return { token, id: body.id ?? '' }
      },
    )
    const watchers = persons.flatMap((person) => Array.from({ length: ofEach }, () => person))
    const inside = await inspected(server)

    const openAll = async (): Promise<readonly Stream[]> => {
      const open = await inLanes(watchers, async (person) => {
        const stream = await opened(server, person)
        assert.is(stream.status, 200)
        await stream.hears(/^event: view\ndata: .*\n\n/)
        assert.match(stream.text(), `"id":"${person.id}"`)
        return stream
      })
      assert.is(open.length, all)
      assert.is(await openCount(server), all)
      return open
    }
    const leaveAll = async (open: readonly Stream[]) => {
      for (const stream of open) stream.leave()
      await untilNoneIsOpen(server)
    }

    // A first thousand, for what is kept of persons and enrollments in any case.
    await leaveAll(await openAll())
    const none = await inside.liveBytes()

    const open = await openAll()
    const [leaver] = persons
    assert.ok(leaver)
    const sixth = await opened(server, leaver)
    assert.is(sixth.status, 429)
    sixth.leave()
    const each = ((await inside.liveBytes()) - none) / all
    assert.ok(each < 40_000, `a stream takes ${each} bytes`)

    const ofLeaver = open.filter((stream) => stream.text().includes(leaver.id))
    assert.is(ofLeaver.length, ofEach)
    const left = await server.ask('POST', `/enrollments/${leaver.id}/events`, {
      token: leaver.token,
      body: { type: 'enrollment.cancelled' },
    })
    assert.is(left.body.state, 'cancelled')
    await Promise.all(ofLeaver.map((stream) => stream.hears(/"state":"cancelled".*\n\nevent: end\n/)))
    for (const stream of open) assert.is(/cancelled/.test(stream.text()), ofLeaver.includes(stream))

    await leaveAll(open)
    const kept = (await inside.liveBytes()) - none
    assert.ok(kept < megabyte, `${kept} bytes are left of a thousand streams`)
    inside.leave()

    const { code, stdout } = await server.end('SIGTERM')
    assert.is(code, 0)
    assert.not.match(stdout, /"msg":"defect"/)
  }),
)

streams.run()
