// Who opens a stream of `mfa-enroll serve` and reads nothing of it, while the enrollment changes all the time.
import { once } from 'node:events'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inspectable, inspected, megabyte } from './inspected-process.ts'
import { onStage, type Served, type Stage } from './served.ts'
import { connection } from './slow-clients.ts'

const readers = suite('streams of serve that nobody reads')

/** The longest link that the machine takes: the longer a view, the fewer fill what lies between two sockets. */
const longestUri = `otpauth://totp/${'😀'.repeat(200)}:${'😀'.repeat(90)}?secret=${'A'.repeat(256)}&issuer=${'😀'.repeat(200)}`

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const openStreams = async ({ metrics }: Served): Promise<number> => {
  const text = await (await fetch(`${metrics}/metrics`)).text()
  return Number(/^mfa_enrollment_streams (\d+)$/m.exec(text)?.[1])
}

/** An enrollment that changes as often as it is told to: each wrong code is a view of its own. */
const restlessEnrollment = async ({ ask }: Served, { sandbox: { sandbox } }: Stage) => {
  sandbox.faults.add({
    endpoint: 'sendEnrollFactorRequest',
    kind: 'replacedField',
    path: 'data.otpData.qrCodeUri',
    value: longestUri,
  })
  const created = await ask('POST', '/enrollments', { body: { factorType: 'OTP' } })
  assert.is(created.status, 201)
  const path = `/enrollments/${created.body.id}`
  let { state, generation } = created.body
  return {
    path,
    size: JSON.stringify(created.body).length,
    change: async () => {
      const command =
        state === 'expired'
          ? { type: 'enrollment.renewed' }
          : { type: 'code.submitted', passCode: '000000', generation }
      const { body } = await ask('POST', `${path}/events`, { body: command })
      // A minute may end at any time.
      const shown = body.state === undefined ? (await ask('GET', path)).body : body
      state = shown.state
      generation = shown.generation
    },
  }
}

readers('are cut off, and who reads hears of it to the end', () =>
  onStage(async (stage) => {
    const { serve, db, sandbox } = stage
    const { accessToken } = sandbox.sandbox
    const server = await serve(
      [
        '--db',
        db,
        '--metrics-port',
        '0',
        '--limits',
        'request=off,subject=off,subjectDay=off,address=off,targetMinute=off,targetOfSubject=off,target=off,code=off',
      ],
      inspectable,
    )
    const inside = await inspected(server)
    const { path, size, change } = await restlessEnrollment(server, stage)
    assert.ok(size > 5_000, `the view has ${size} characters`)
    for (let one = 0; one < 200; one += 1) await change()
    const before = await inside.liveBytes()

    const head = `GET ${path}/stream HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${accessToken}\r\n\r\n`
    const unread = [1, 2, 3, 4].map(() => connection(server, head))
    const reading = connection(server, head)
    const ended = once(reading, 'close')
    let heard = ''
    reading.setEncoding('utf8').on('data', (chunk: string) => {
      heard = `${heard}${chunk}`.slice(-2 * size)
    })
    while ((await openStreams(server)) < 5) await change()

    /** Nobody takes any more what the system holds for them. */
    const areStuck = async (): Promise<boolean> => {
      const stuck = new Set(await inside.stuck())
      return unread.every(({ localPort }) => stuck.has(localPort ?? 0))
    }
    while (!(await areStuck())) {
      for (let one = 0; one < 20; one += 1) await change()
    }
    // From the next change on there is a view for each of them that cannot be sent, and it is one at any time.
    let most = 0
    while ((await openStreams(server)) > 1) {
      for (let one = 0; one < 20; one += 1) await change()
      most = Math.max(most, (await inside.liveBytes()) - before)
      await pause(250)
    }
    assert.ok(most < 4 * megabyte, `four streams that nobody reads took ${most} bytes`)
    const cancelled = await server.ask('POST', `${path}/events`, { body: { type: 'enrollment.cancelled' } })
    assert.is(cancelled.body.state, 'cancelled')
    await ended
    assert.match(heard, /"state":"cancelled"[^]*\nevent: end\n/)

    for (const socket of unread) socket.destroy()
    assert.is(await openStreams(server), 0)
    const kept = (await inside.liveBytes()) - before
    assert.ok(kept < 2.5 * megabyte, `${kept} bytes are left of them`)
    inside.leave()
    const { code, stdout } = await server.end('SIGTERM')
    assert.is(code, 0)
    assert.not.match(stdout, /"msg":"defect"/)
    assert.not.match(server.process.stderr.all(), /error/i)
  }),
)

readers.run()
