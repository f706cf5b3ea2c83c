// One sandbox and one store: what is killed in one lane meets neither the faults nor the engines of another, so
// that several can be killed beside each other.
import * as assert from 'uvu/assert'
import { startSandbox } from '../../src/sandbox/index.ts'
import { startDurableProcess, type DurableProcess } from './durable-child.ts'
import type { Kill } from './durable-crash-kills.ts'
import type { Setting } from './durable-process.ts'

const limits = { tokenLifetimeMs: 60_000, sendIntervalMs: 3_000, wrongCodeBudget: 1 }

const soon = () => new Promise((resolve) => setTimeout(resolve, 20))

export const openCrashLane = async (where: Setting['where'], keys: string) => {
  const running = await startSandbox({ port: 0, codeLength: 8, sendIntervalMs: limits.sendIntervalMs })
  const { sandbox } = running
  const { accessToken } = sandbox
  const setting: Setting = { where, host: running.url, appId: sandbox.appId, keys, leaseMs: 2_000, limits }
  const logs: string[] = []
  const secrets = new Set<string>([accessToken, keys])

  const start = (other: Partial<Setting['limits']> = {}) =>
    startDurableProcess({ ...setting, limits: { ...limits, ...other } })
  const kill = async (process: DurableProcess) => {
    await process.kill()
    logs.push(process.log())
    for (const secret of process.secrets()) secrets.add(secret)
  }

  const phoneOf = (id: string) => `1880000${id.padStart(4, '0')}`
  const messagesTo = (id: string) => sandbox.outbox.filter(({ to }) => to.endsWith(phoneOf(id)))
  const codeOf = (id: string) => {
    const code = messagesTo(id).at(-1)?.code ?? ''
    for (const secret of [code, phoneOf(id), `owner-of-${id}`]) secrets.add(secret)
    return code
  }
  const isBound = (id: string) => sandbox.factors().some(({ target }) => target?.endsWith(phoneOf(id)))
  const binds = () => sandbox.requests.filter(({ endpoint }) => endpoint === 'enrollFactor').length
  /** The request that was to meet the fault has arrived. */
  const arrived = async () => {
    while (sandbox.faults.list().length > 0) await soon()
  }
  const create = (id: string) => ({ ask: 'create', id, accessToken, phoneNumber: phoneOf(id) }) as const
  const submit = (id: string) => ({ ask: 'submit', id, accessToken, passCode: codeOf(id) }) as const

  /** Goes as far as the process is let, and kills it there. */
  const killed = async (process: DurableProcess, id: string, { at, fault }: Kill) => {
    await process.ask({ ask: 'watch', id })
    if (fault) sandbox.faults.add(fault)
    else await process.ask({ ask: 'pauseAt', point: at })
    const isThere = () => (fault ? arrived() : process.paused())
    process.begin(create(id))
    const submitted = async () => {
      await process.reaches(id, 'awaitingCode')
      process.begin(submit(id))
      await isThere()
    }
    await Promise.race([isThere(), submitted()])
    await kill(process)
  }

  /** The person goes on until it is bound. */
  const finished = async (process: DurableProcess, id: string, state: string) => {
    if (state === 'nothing') await process.ask(create(id))
    if (state === 'idle') while ((await process.ask({ ...create(id), ask: 'choose' })) !== true) await soon()
    if (state !== 'done') {
      await process.reaches(id, 'awaitingCode')
      await process.ask(submit(id))
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

  return {
    start,
    kill,
    logs,
    secrets,
    create: (process: DurableProcess, id: string) => process.ask(create(id)),
    binds,
    killed,
    recovered,
    close: running.close,
  }
}
export type CrashLane = Awaited<ReturnType<typeof openCrashLane>>
