// Kills a process at every step of an enrollment, and looks at what the next one makes of it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { newSealingKey, writeSealingKey } from '../../src/durable/index.ts'
import { startSandbox, type Fault } from '../../src/sandbox/index.ts'
import { startDurableProcess, type DurableProcess } from './durable-child.ts'
import type { Setting } from './durable-process.ts'

/** Where a process is killed: at a point of its own, or while the server does this with its request. */
interface Kill {
  readonly at: string
  readonly fault?: Fault
  /** What the next process makes of it, before the person does anything. */
  readonly leadsTo: string
}

const request = 'sendEnrollFactorRequest'
const bind = 'enrollFactor'
const hang = (endpoint: typeof request | typeof bind): Fault => ({ kind: 'hang', endpoint, times: 1 })
const lost = (endpoint: typeof request | typeof bind): Fault => ({ kind: 'hangInBody', endpoint, times: 1 })

const kills: readonly Kill[] = [
  { at: 'before commit 1', leadsTo: 'nothing' },
  { at: 'after commit 1', leadsTo: 'idle' },
  { at: `before ${request}`, leadsTo: 'idle' },
  { at: `in ${request}`, fault: hang(request), leadsTo: 'idle' },
  { at: `in the answer of ${request}`, fault: lost(request), leadsTo: 'idle' },
  { at: `after ${request}`, leadsTo: 'idle' },
  { at: 'before commit 2', leadsTo: 'idle' },
  { at: 'after commit 2', leadsTo: 'awaitingCode' },
  { at: 'before commit 3', leadsTo: 'awaitingCode' },
  { at: 'after commit 3', leadsTo: 'awaitingCode' },
  { at: `before ${bind}`, leadsTo: 'awaitingCode' },
  { at: `in ${bind}`, fault: hang(bind), leadsTo: 'awaitingCode' },
  { at: `in the answer of ${bind}`, fault: lost(bind), leadsTo: 'done' },
  { at: `after ${bind}`, leadsTo: 'done' },
  { at: 'before commit 4', leadsTo: 'done' },
  { at: 'after commit 4', leadsTo: 'done' },
]

const limits = { tokenLifetimeMs: 60_000, sendIntervalMs: 3_000, wrongCodeBudget: 1 }

export interface Place {
  readonly where: Setting['where']
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
  const running = await startSandbox({ port: 0, codeLength: 8, sendIntervalMs: limits.sendIntervalMs })
  const { sandbox } = running
  const { accessToken } = sandbox
  const key = writeSealingKey(newSealingKey())
  const setting: Setting = {
    where: place.where,
    host: running.url,
    appId: sandbox.appId,
    keys: key,
    leaseMs: 2_000,
    limits,
  }
  const logs: string[] = []
  const secrets = new Set<string>([accessToken, key])
  const start = () => startDurableProcess(setting)
  const kill = async (process: DurableProcess) => {
    await process.kill()
    logs.push(process.log())
    for (const secret of process.secrets()) secrets.add(secret)
  }

  const phoneOf = (id: string) => `1880000${id.padStart(4, '0')}`
  const messagesTo = (id: string) => sandbox.outbox.filter(({ to }) => to.endsWith(phoneOf(id)))
  const codeOf = (id: string) => {
    const code = messagesTo(id).at(-1)?.code ?? ''
    secrets.add(code)
    secrets.add(phoneOf(id))
    secrets.add(`owner-of-${id}`)
    return code
  }
  const isBound = (id: string) => sandbox.factors().some(({ target }) => target?.endsWith(phoneOf(id)))
  const binds = () => sandbox.requests.filter(({ endpoint }) => endpoint === bind).length
  /** The request that was to meet the fault has arrived. */
  const arrived = async () => {
    while (sandbox.faults.list().length > 0) await new Promise((resolve) => setImmediate(resolve))
  }

  /** Goes as far as the process is let, and kills it there. */
  const killed = async (process: DurableProcess, id: string, { at, fault }: Kill) => {
    await process.ask({ ask: 'watch', id })
    if (fault) sandbox.faults.add(fault)
    else await process.ask({ ask: 'pauseAt', point: at })
    const isThere = () => (fault ? arrived() : process.paused())
    process.begin({ ask: 'create', id, accessToken, phoneNumber: phoneOf(id) })
    const submitted = async () => {
      await process.reaches(id, 'awaitingCode')
      process.begin({ ask: 'submit', id, accessToken, passCode: codeOf(id) })
      await isThere()
    }
    await Promise.race([isThere(), submitted()])
    await kill(process)
  }

  /** The person goes on until it is bound. */
  const finished = async (process: DurableProcess, id: string, state: string) => {
    if (state === 'nothing') await process.ask({ ask: 'create', id, accessToken, phoneNumber: phoneOf(id) })
    if (state === 'idle')
      while ((await process.ask({ ask: 'choose', id, accessToken, phoneNumber: phoneOf(id) })) !== true)
        await new Promise((resolve) => setTimeout(resolve, 100))
    if (state !== 'done') {
      await process.reaches(id, 'awaitingCode')
      await process.ask({ ask: 'submit', id, accessToken, passCode: codeOf(id) })
    }
    assert.is(await process.reaches(id, 'done', 'failed', 'expired'), 'done')
  }

  /** What the next process, or the other one, makes of it. */
  const recovered = async (process: DurableProcess, id: string, { at, leadsTo }: Kill, before: number) => {
    const found = await process.ask({ ask: 'watch', id })
    if (leadsTo === 'nothing') assert.is(found, null, at)
    else {
      assert.is(await process.reaches(id, 'idle', 'awaitingCode', 'done', 'failed', 'expired'), leadsTo, at)
      assert.is(await process.ask({ ask: 'ownerOf', id }), `owner-of-${id}`)
    }
    codeOf(id)
    assert.ok(messagesTo(id).length <= 1, `${at}: no second message`)
    assert.ok(binds() - before <= 1, `${at}: no bind is sent again`)
    assert.is(isBound(id), leadsTo === 'done', at)
    await finished(process, id, leadsTo)
    assert.ok(isBound(id), at)
    assert.ok(messagesTo(id).length <= (leadsTo === 'idle' ? 2 : 1), `${at}: one message for each request`)
  }

  crashes('loses nothing, repeats no bind and sends no second message, at whatever step', async () => {
    let process = await start()
    for (const [index, one] of kills.entries()) {
      const before = binds()
      await killed(process, String(index), one)
      process = await start()
      await recovered(process, String(index), one, before)
    }
    await kill(process)
  })

  crashes('neither does another process that shares the store', async () => {
    const other = await start()
    for (const [index, one] of kills.entries()) {
      const id = String(100 + index)
      const before = binds()
      await killed(await start(), id, one)
      await recovered(other, id, one, before)
    }
    await kill(other)
  })

  crashes('ends the minute of what was left, whether it ended before the next start or after', async () => {
    const short = { ...setting, limits: { ...limits, tokenLifetimeMs: 4_000 } }
    const first = await startDurableProcess(short)
    await first.ask({ ask: 'watch', id: '200' })
    await first.ask({ ask: 'create', id: '200', accessToken, phoneNumber: phoneOf('200') })
    await first.reaches('200', 'awaitingCode')
    await kill(first)
    const second = await startDurableProcess(short)
    await second.ask({ ask: 'watch', id: '200' })
    assert.is(await second.reaches('200', 'expired', 'idle'), 'expired')
    await kill(second)
    const third = await startDurableProcess(short)
    assert.is(await third.ask({ ask: 'watch', id: '200' }), 'expired')
    await kill(third)
  })

  crashes('leaves no secret in a file or in a log', () => {
    const written = place.written()
    assert.ok(written.length > 4_096)
    // A moment may by chance have the digits of a code.
    const said = logs.join('\n').replaceAll(/\b\d{13}\b/g, '')
    assert.ok(said.includes('factor.bound'))
    assert.ok(secrets.size > 60, String(secrets.size))
    for (const secret of secrets) {
      if (secret === '') continue
      assert.not.ok(written.includes(secret), 'a secret stands in a file')
      assert.not.ok(said.includes(secret), 'a secret stands in a log')
    }
  })

  crashes.after(async () => {
    await running.close()
    await place.end()
  })
  crashes.run()
}
