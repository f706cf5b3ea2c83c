// Clients of `mfa-enroll serve` that are slow on purpose, of all kinds and as long as they are borne: that is a minute.
// docs/server.md, "Behind a proxy", has the times.
import { once } from 'node:events'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inspectable, inspected, megabyte } from './inspected-process.ts'
import { onStage, sms, type Served, type Stage } from './served.ts'
import { connection, slowClients } from './slow-clients.ts'

const slow = suite('slow clients of serve')

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Somebody enrolls, from the first request to the last. */
const somebodyEnrolls = async (
  { ask }: Served,
  { sandbox: { sandbox } }: Stage,
  phoneNumber: string,
): Promise<void> => {
  const token = sandbox.signIn(sandbox.addAccount({ username: phoneNumber }))
  const { body } = await ask('POST', '/enrollments', { token, body: sms(phoneNumber) })
  const passCode = sandbox.outbox.find(({ to }) => to.endsWith(phoneNumber))?.code
  const submitted = { type: 'code.submitted', passCode, generation: body.generation }
  const { body: bound } = await ask('POST', `/enrollments/${body.id}/events`, { token, body: submitted })
  assert.is(bound.state, 'done')
}

/** A request that comes in six parts, and slowly: there is no harm in that. */
const slowButInTime = async (server: Served, accessToken: string): Promise<string> => {
  const socket = connection(server, '')
  let heard = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    heard += chunk
  })
  const closed = once(socket, 'close')
  const parts = [
    `POST /enrollments HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${accessToken}\r\n`,
    'connection: close\r\ncontent-type: appli',
    'cation/json\r\ncontent-length: 20\r\n\r\n',
    '{"factor',
    'Type":"O',
    'TP"}',
  ]
  for (const part of parts) {
    await pause(300)
    socket.write(part)
  }
  await closed
  return heard
}

slow('are let go in their time, and keep nobody and nothing meanwhile', () =>
  onStage(async (stage) => {
    const { serve, db, sandbox } = stage
    const { accessToken, requests } = sandbox.sandbox
    const server = await serve(
      ['--db', db, '--limits', 'request=off,address=off,targetMinute=off,targetOfSubject=off,target=off'],
      inspectable,
    )
    const inside = await inspected(server)
    await somebodyEnrolls(server, stage, '18800000000')
    // A first crowd, for what runs the first time. It leaves by itself.
    const first = await slowClients(server, inside, accessToken)
    first.leave()
    while ((await first.stillThere()) > 0) await pause(100)
    const before = await inside.liveBytes()

    const crowd = await slowClients(server, inside, accessToken)
    const inTime = slowButInTime(server, accessToken)
    let most = 0
    let looks = 0
    while ((await crowd.stillThere()) > crowd.countOf('asksOnAndOnAndReadsNothing')) {
      if (looks < 10) await somebodyEnrolls(server, stage, String(18_800_001_000 + looks))
      looks += 1
      most = Math.max(most, (await inside.liveBytes()) - before)
      await pause(1_000)
    }
    assert.match(await inTime, /^HTTP\/1\.1 201 /)
    assert.ok(most < 20 * megabyte, `${crowd.count} slow clients took ${most} bytes`)

    const after = crowd.firstGoneAfter
    assert.ok(after('neverAsks') >= 10 && after('headersByteByByte') >= 10)
    assert.ok(after('bodyByteByByte') >= 15)
    assert.ok(after('readsNoAnswer') >= 60 && after('staysAfterItsAnswer') >= 60)
    for (const name of ['endsInItsHeaders', 'asksAHundredTimesAtOnce'] as const)
      assert.ok(after(name) <= after('neverAsks'), 'they are let go at once')

    // Node gives a second minute to who is stuck in the middle of an answer: these are not waited for.
    crowd.leave()
    while ((await crowd.stillThere()) > 0) await pause(100)
    const left = (await inside.liveBytes()) - before
    // Beside what ran for the first time, less than half of what a connection takes.
    assert.ok(left < 3 * megabyte, `${left} bytes are left of ${crowd.count} slow clients`)
    inside.leave()

    const asked = requests.filter(({ endpoint }) => endpoint === 'sendEnrollFactorRequest')
    // One before the crowd, one that is slow, and those who enrolled beside it.
    assert.is(asked.length, 2 + Math.min(looks, 10), 'nothing was begun for bodies that never came')
    const { code, stdout } = await server.end('SIGTERM')
    assert.is(code, 0)
    const toldSo = stdout.match(/"problem":"slow-body"/g)?.length ?? 0
    assert.ok(toldSo >= crowd.countOf('bodyByteByByte'), String(toldSo))
    assert.not.match(stdout, /"msg":"defect"/)
    assert.not.match(server.process.stderr.all(), /error/i)
  }),
)

slow.run()
