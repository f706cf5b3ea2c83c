import { once } from 'node:events'
import { Window } from 'happy-dom'
import {
  createBrowserInspector,
  createInspector,
  createWebSocketInspector,
  type StatelyInspectionEvent,
} from '@statelyai/inspect'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { WebSocketServer } from 'ws'
import { createActor, fromPromise, setup, SimulatedClock, type InspectionEvent, type Observer } from 'xstate'
import { provideService } from '../../machines/index.ts'
import { statelyOptions } from '../../src/inspect/index.ts'
import {
  bare,
  choose,
  enrolled,
  otpUri,
  secrets as secretsOf,
  start,
  submitFor,
} from '../machines/examples.ts'
import {
  later,
  listed,
  refused,
  scripted,
  throws,
  timedOut,
  wrongCode,
  type Script,
} from '../machines/scripted-service.ts'
import { flushed, started } from '../machines/started.ts'
import { secretTexts } from './secret-texts.ts'

const stately = suite('@statelyai/inspect with our options')

const secrets = { ...secretsOf, accessToken: 'access-5d2e', destination: '****' }

type Inspector = { readonly inspect: Observer<InspectionEvent> }

/** Two macrotasks: the inspector converts each event in one of its own. */
const shown = async () => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0))
}

const scripts: Readonly<Record<string, Script>> = {
  'to the end': {},
  'with a wrong code': { enrollFactor: [wrongCode, refused({ _tag: 'throttled', requestId: 'req-1' })] },
  'in doubt': {
    enrollFactor: [timedOut],
    listEnrolledFactors: [listed(enrolled('SMS', 'old')), listed(enrolled('OTP'))],
  },
  refused: { sendEnrollFactorRequest: [refused({ _tag: 'forbidden' })] },
  'with a service that throws what it holds': {
    enrollFactor: [throws(new Error(`${secrets.accessToken} ${secrets.passCode} ${otpUri}`))],
  },
  'stopped while a code is sent': { enrollFactor: [later] },
}

/** Enrolls with every factor and every failure. Gives what was Redacted on the way, besides the examples' secrets. */
const enrollAll = async ({ inspect }: Inspector): Promise<ReadonlySet<string>> => {
  const { look, texts } = secretTexts()
  for (const secret of Object.values(secrets)) texts.add(secret)
  texts.add(otpUri)
  for (const script of Object.values(scripts))
    for (const factorType of ['OTP', 'SMS', 'EMAIL', 'FACE'] as const) {
      const enrollment = started({
        script,
        inspect: (event) => {
          look(event)
          inspect.next?.(event)
        },
      })
      await enrollment.send(choose[factorType])
      enrollment.tell(submitFor[factorType])
      await flushed()
      enrollment.tell(bare('recoveryCode.saved'))
      enrollment.clock.increment(60_000)
      await flushed()
      enrollment.actor.stop()
      await shown()
    }
  return texts
}

const holdsNone = (messages: readonly unknown[], texts: ReadonlySet<string>) => {
  assert.ok(texts.size > 8)
  assert.ok(messages.length > 100, `${messages.length} messages`)
  const raw = JSON.stringify(messages)
  // `secret=` would betray the URI even if it was written anew, and `redacted` a field that came through.
  for (const secret of [...texts, 'otpauth', 'secret=', 'redacted'])
    assert.not.ok(raw.includes(secret), secret)
}

stately('sends no secret from its own message maker (as createSkyInspector uses it in pages)', async () => {
  const messages: StatelyInspectionEvent[] = []
  const inspector = createInspector({ send: (message) => messages.push(message) }, statelyOptions())
  holdsNone(messages, await enrollAll(inspector))
})

stately('sends no secret to the window of its page, also to one that opens late', async () => {
  const window = new Window()
  const posted: unknown[] = []
  Object.assign(window, {
    open: () => ({ postMessage: (message: unknown) => posted.push(structuredClone(message)) }),
  })
  // happy-dom's Window is the browser's in all that is used here.
  const page = window as unknown as globalThis.Window
  const inspector = createBrowserInspector({
    ...statelyOptions(),
    window: page,
    url: 'https://inspector.example',
  })
  const connected = () =>
    window.dispatchEvent(new window.MessageEvent('message', { data: { type: '@statelyai.connected' } }))
  connected()
  const texts = await enrollAll(inspector)
  const { length } = posted
  holdsNone(posted, texts)
  // Whoever connects again is sent the messages of before, which are serialized once more.
  connected()
  assert.ok(posted.length > length)
  holdsNone(posted, texts)
  assert.equal(posted.at(-1), posted.slice(0, length).at(-1))
  await window.happyDOM.close()
})

stately('sends no secret over its WebSocket, before and after that is open', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server should listen on a port')
  const frames: unknown[] = []
  server.on('connection', (socket) =>
    socket.on('message', (data) => {
      // Nothing else comes in one piece, which is what a server of `ws` gets by default.
      if (!Buffer.isBuffer(data)) throw new TypeError('A message should come as a Buffer')
      frames.push(JSON.parse(data.toString('utf8')))
    }),
  )
  const inspector = createWebSocketInspector({ ...statelyOptions(), url: `ws://127.0.0.1:${address.port}` })
  const connection = once(server, 'connection')
  const early = await enrollAll(inspector)
  await connection
  const texts = await enrollAll(inspector)
  inspector.stop()
  const [[socket]] = [[...server.clients]]
  if (socket !== undefined && socket.readyState !== socket.CLOSED) await once(socket, 'close')
  server.close()
  holdsNone(frames, new Set([...early, ...texts]))
})

stately('shows state, context and events of an enrollment by the names that the machine gives', async () => {
  const messages: StatelyInspectionEvent[] = []
  const inspector = createInspector({ send: (message) => messages.push(message) }, statelyOptions())
  const enrollment = started({ inspect: (event) => inspector.inspect.next?.(event) })
  await enrollment.send(choose.SMS)
  await enrollment.send(submitFor.SMS)
  await shown()
  const [actor] = messages
  if (actor?.type !== '@xstate.actor') throw new Error('The first message should register the actor')
  assert.is(actor.name, 'enrollment')
  assert.is(actor.rootId, actor.sessionId)
  assert.match(actor.definition ?? '', '"awaitingCode"')
  const seen = messages.flatMap((message) =>
    message.type === '@xstate.snapshot' && 'value' in message.snapshot ? [message.snapshot.value] : [],
  )
  assert.equal(seen, ['idle', 'requesting', 'awaitingCode', 'binding', 'done'])
  assert.equal(
    messages.flatMap((message) => (message.type === '@xstate.event' ? [message.event] : [])),
    [
      { type: 'xstate.init' },
      { type: 'factor.chosen', factorType: 'SMS' },
      { type: 'xstate.done.actor.sendEnrollFactorRequest' },
      { type: 'code.submitted' },
      { type: 'xstate.done.actor.enrollFactor' },
    ],
  )
  const open = messages.find(
    (message) =>
      message.type === '@xstate.snapshot' &&
      'value' in message.snapshot &&
      message.snapshot.value === 'awaitingCode',
  )
  assert.match(JSON.stringify(open), `"deadline":${start + 60_000}`)
})

stately('shows neither a machine of the host, nor its promises', async () => {
  const messages: StatelyInspectionEvent[] = []
  const inspector = createInspector({ send: (message) => messages.push(message) }, statelyOptions())
  const enrollment = provideService(scripted().service, { now: () => start })
  const machine = setup({
    actors: { enrollment, promise: fromPromise(() => Promise.resolve(secrets.accessToken)) },
  }).createMachine({
    context: { held: secrets.accessToken },
    invoke: [
      { src: 'promise', input: secrets.accessToken },
      { id: 'securing', src: 'enrollment', input: { enrollmentId: 'one' } },
    ],
  })
  const actor = createActor(machine, {
    clock: new SimulatedClock(),
    inspect: (event) => inspector.inspect.next?.(event),
  }).start()
  await shown()
  assert.equal(
    messages.map(({ type }) => type),
    ['@xstate.actor', '@xstate.event', '@xstate.snapshot'],
  )
  assert.is(new Set(messages.map(({ sessionId }) => sessionId)).size, 1)
  assert.not.ok(JSON.stringify(messages).includes(secrets.accessToken))
  actor.stop()
})

stately('would show more without them: the search finds what is there', async () => {
  const messages: StatelyInspectionEvent[] = []
  const inspector = createInspector({ send: (message) => messages.push(message) })
  const enrollment = started({ inspect: (event) => inspector.inspect.next?.(event) })
  await enrollment.send(choose.SMS)
  await shown()
  assert.match(JSON.stringify(messages), 'redacted')
  assert.match(JSON.stringify(messages), 'sendEnrollFactorRequest')
})

stately.run()
