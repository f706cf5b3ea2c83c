// Kills a process at every step of an enrollment, and looks at what the next one makes of it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { newSealingKey, writeSealingKey } from '../../src/durable/index.ts'
import { kills } from './durable-crash-kills.ts'
import { openCrashLane, type CrashLane } from './durable-crash-lane.ts'
import type { Setting } from './durable-process.ts'

export interface Place {
  /** A store for each lane. */
  readonly where: (lane: number) => Setting['where']
  /** Every byte that the database wrote. */
  readonly written: () => string
  readonly end: () => Promise<void>
}

/** All that stands in the files of a folder. */
export const bytesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    .join('\n')

export const crashSuite = async (name: string, place: Place): Promise<void> => {
  const crashes = suite(`a process that is killed, over ${name}`)
  const keys = writeSealingKey(newSealingKey())
  const lanes = await Promise.all([0, 1, 2, 3].map((lane) => openCrashLane(place.where(lane), keys)))
  /** Each lane has its share of the kills; most of their time is waiting for a lease or a cooldown to end. */
  const inLanes = (run: (lane: CrashLane, share: typeof kills) => Promise<void>) =>
    Promise.all(
      lanes.map((lane, number) =>
        run(
          lane,
          kills.filter((_, index) => index % lanes.length === number),
        ),
      ),
    )

  crashes('loses nothing, repeats no bind and sends no second message, at whatever step', async () => {
    await inLanes(async (lane, share) => {
      let process = await lane.start()
      for (const one of share) {
        const id = String(kills.indexOf(one))
        const before = lane.binds()
        await lane.killed(process, id, one)
        process = await lane.start()
        await lane.recovered(process, id, one, before)
      }
      await lane.kill(process)
    })
  })

  crashes('neither does another process that shares the store', async () => {
    await inLanes(async (lane, share) => {
      const other = await lane.start()
      for (const one of share) {
        const id = String(100 + kills.indexOf(one))
        const before = lane.binds()
        await lane.killed(await lane.start(), id, one)
        await lane.recovered(other, id, one, before)
      }
      await lane.kill(other)
    })
  })

  crashes('ends the minute of what was left, whether it ended before the next start or after', async () => {
    const [lane] = lanes
    if (lane === undefined) throw new Error('there is no lane')
    const short = { tokenLifetimeMs: 4_000 }
    const first = await lane.start(short)
    await first.ask({ ask: 'watch', id: '200' })
    await lane.create(first, '200')
    await first.reaches('200', 'awaitingCode')
    await lane.kill(first)
    const second = await lane.start(short)
    await second.ask({ ask: 'watch', id: '200' })
    assert.is(await second.reaches('200', 'expired', 'idle'), 'expired')
    await lane.kill(second)
    const third = await lane.start(short)
    assert.is(await third.ask({ ask: 'watch', id: '200' }), 'expired')
    await lane.kill(third)
  })

  crashes('leaves no secret in a file or in a log', () => {
    const written = place.written()
    assert.ok(written.length > 4_096)
    // A moment may by chance have the digits of a code.
    const said = lanes
      .flatMap(({ logs }) => logs)
      .join('\n')
      .replaceAll(/\b\d{13}\b/g, '')
    assert.ok(said.includes('factor.bound'))
    const secrets = new Set(lanes.flatMap((lane) => [...lane.secrets]))
    assert.ok(secrets.size > 60, String(secrets.size))
    for (const secret of secrets) {
      if (secret === '') continue
      assert.not.ok(written.includes(secret), 'a secret stands in a file')
      assert.not.ok(said.includes(secret), 'a secret stands in a log')
    }
  })

  crashes.after(async () => {
    await Promise.all(lanes.map(({ close }) => close()))
    await place.end()
  })
  crashes.run()
}
