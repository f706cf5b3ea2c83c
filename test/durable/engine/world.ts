import type { AuditEvent, BoundFactor } from '../../../src/audit/index.ts'
import { redact, reveal, type CommandInput, type EnrollmentService } from '../../../machines/index.ts'
import { createEngine } from '../../../src/durable/engine/create-engine.ts'
import type { Credentials, Engine, EngineOptions } from '../../../src/durable/engine/engine.ts'
import { newSealingKey } from '../../../src/durable/sealing/sealing-key.ts'
import type { Change, EnrollmentStore } from '../../../src/durable/store/enrollment-store.ts'
import { memoryStore } from '../../../src/durable/store/memory-store.ts'
import { createSandbox } from '../../../src/sandbox/index.ts'
import { testClock } from '../../live/live-enrollment.ts'

/** Everything that can happen without time passing has happened. */
export const quiet = async (turns = 40) => {
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    // Digests and signatures are made by other threads, which a busy machine lets wait.
    if (turn % 4 === 0) await crypto.subtle.digest('SHA-256', new Uint8Array(1))
  }
}

const never = () => new Promise<never>(() => undefined)

export const accessToken = 'access-token-of-ann'
export const owner = 'ann|4711'
export const phone = { phoneCountryCode: '+86', phoneNumber: '18812345678' } as const
export const chooseSms = { type: 'factor.chosen', factorType: 'SMS', profile: phone } as const

/** Of one process: its timers, its store and its calls end with it. */
export interface ProcessOptions extends Partial<Omit<EngineOptions, 'clock'>> {
  /** How far its clock is ahead of the others', ms. */
  readonly ahead?: number
}

/**
 * A store, a clock, a GenAuth in memory, and as many processes with an engine as a test wants. Nothing happens
 * by itself: `pass` lets time go by.
 */
export const world = (shared: { readonly store?: EnrollmentStore } = {}) => {
  const clock = testClock()
  const sandbox = createSandbox({ clock })
  const store = shared.store ?? memoryStore()
  const key = newSealingKey()
  const commits: (readonly Change[])[] = []

  const process = (options: ProcessOptions = {}) => {
    const { ahead = 0, ...given } = options
    let isDead = false
    const events: AuditEvent[] = []
    const bound: BoundFactor[] = []
    const defects: unknown[] = []
    const credentials: Credentials[] = []
    const unlessDead = <A>(promise: Promise<A>): Promise<A> =>
      isDead ? never() : promise.then((value) => (isDead ? never() : value))
    const mine: EnrollmentStore = {
      read: (ids) => unlessDead(store.read(ids)),
      readDue: (now, limit) => unlessDead(store.readDue(now, limit)),
      nextDue: () => unlessDead(store.nextDue()),
      commit: (changes) => {
        if (isDead) return never()
        commits.push(changes)
        return unlessDead(store.commit(changes))
      },
      close: store.close,
    }
    const byDefault = (): EnrollmentService => sandbox.service()
    const { service = byDefault } = given
    const engine: Engine = createEngine({
      store: mine,
      keys: [key],
      ...given,
      service: (about) => {
        credentials.push(about)
        if (isDead) throw new Error('a dead process calls nobody')
        return service(about)
      },
      clock: {
        now: () => clock.now() + ahead,
        setTimeout: (run, ms) => clock.setTimeout(() => !isDead && run(), ms),
        clearTimeout: clock.clearTimeout,
      },
      onEvent: (event) => events.push(event),
      onBound: (factor) => void bound.push(factor),
      onDefect: (defect) => defects.push(defect),
    })
    return {
      engine,
      events,
      bound,
      defects,
      credentials,
      tokensUsed: () => credentials.map((one) => one.accessToken && reveal(one.accessToken)),
      /** As SIGKILL: nothing of it happens any more. */
      kill: () => {
        isDead = true
      },
      create: (id: string, command?: CommandInput) =>
        engine.create({
          enrollmentId: id,
          owner: redact(owner),
          accessToken: redact(accessToken),
          ...(command && { command }),
        }),
      send: async (id: string, command: CommandInput) => {
        const answer = await engine.send(id, command, { accessToken: redact(accessToken) })
        await quiet()
        return answer
      },
      state: async (id: string) => (await engine.view(id))?.state,
    }
  }

  return {
    clock,
    sandbox,
    store,
    key,
    commits,
    process,
    /** Lets time go by, second by second, and everything happen that it leads to. */
    pass: async (ms: number) => {
      for (let left = ms; left > 0; left -= 1_000) {
        clock.advance(Math.min(left, 1_000))
        await quiet(24)
      }
    },
    code: () => ({ type: 'code.submitted', passCode: sandbox.outbox.at(-1)?.code ?? 'none' }) as const,
    /** How often the server was asked for this. */
    asked: (endpoint: string) => sandbox.requests.filter((request) => request.endpoint === endpoint).length,
    row: async (id: string) => (await store.read([id]))[0],
  }
}
export type World = ReturnType<typeof world>
export type Process = ReturnType<World['process']>
