// What the durable host costs, and how it bears 100,000 enrollments whose minutes end together:
//   npm run bench [-- --waiting 100000]
// Figures depend on the machine, so ratios are printed beside them; docs/performance.md keeps what was seen.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import type { EnrollmentService } from '../../machines/index.ts'
import { redact, reveal, vendorLimits } from '../../machines/index.ts'
import {
  createEngine,
  memoryStore,
  newSealingKey,
  sqliteStore,
  type EnrollmentStore,
} from '../../src/durable/index.ts'
import { createGenAuthService } from '../../src/genauth/index.ts'
import { createEnrollment } from '../../src/index.ts'
import { startSandbox, type RunningSandbox } from '../../src/sandbox/index.ts'
import * as TE from '#fp-ts/TaskEither'

const { values } = parseArgs({
  options: {
    waiting: { type: 'string', default: '100000' },
    enrollments: { type: 'string', default: '256' },
    /** `waiting` or `compared` alone. */
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
  },
})

const say = (line: string) => process.stdout.write(`${line}\n`)
const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const collected = () => {
  globalThis.gc?.()
  return process.memoryUsage().rss
}
const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

/** Answers at once; the minute of every token ends at the same moment. */
const endingAt = (left: number): EnrollmentService => ({
  limits: { ...vendorLimits, tokenLifetimeMs: left },
  sendEnrollFactorRequest: () => TE.right({ enrollmentToken: redact('x'.repeat(200)) }),
  enrollFactor: () => TE.right({ bound: true }),
  listEnrolledFactors: () => TE.right([]),
})

const chooseSms = (index: number) =>
  ({
    type: 'factor.chosen',
    factorType: 'SMS',
    profile: { phoneCountryCode: '+86', phoneNumber: `188${String(index).padStart(8, '0')}` },
  }) as const

const waiting = async (count: number) => {
  const file = join(folder, 'waiting.db')
  const store = await sqliteStore({ file })
  // The minutes are an hour here, which is over as soon as all wait for a code: the clock is set forward.
  let ahead = 0
  const now = () => Date.now() + ahead
  const end = now() + 3_600_000
  let open = 0
  let expired = 0
  let allExpired: () => void = () => undefined
  const engine = createEngine({
    store,
    keys: [newSealingKey()],
    service: () => endingAt(end - now()),
    clock: {
      now,
      setTimeout: (run, ms) => setTimeout(run, ms),
      clearTimeout: (timer: NodeJS.Timeout) => clearTimeout(timer),
    },
    maxWaiting: 10_000,
    onEvent: ({ type }) => {
      if (type === 'challenge.opened') open += 1
      if (type === 'enrollment.expired' && (expired += 1) === count) allExpired()
    },
    onDefect: (defect) => say(String(defect)),
  })
  await engine.start()
  const before = collected()
  const from = performance.now()
  for (let index = 0; index < count;) {
    const batch = Array.from({ length: Math.min(500, count - index) }, () => (index += 1))
    await Promise.all(
      batch.map((one) =>
        engine.create({
          enrollmentId: crypto.randomUUID(),
          owner: redact(`owner ${one}`),
          command: chooseSms(one),
        }),
      ),
    )
  }
  while (open < count) await new Promise((resolve) => setTimeout(resolve, 50))
  const tookToBegin = performance.now() - from
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const growth = collected() - before
  say(
    `waiting: ${count} in ${seconds(tookToBegin)}, file ${megabytes(statSync(file).size)}, process grew by ${megabytes(growth)}, its heap holds ${megabytes(process.memoryUsage().heapUsed)}`,
  )

  const done = new Promise<void>((resolve) => {
    allExpired = resolve
  })
  // Soon, but not before the schedule has looked at the clock again.
  ahead = end - Date.now() - 20_000
  await new Promise((resolve) => setTimeout(resolve, 19_500))
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const cpuBefore = process.cpuUsage()
  await done
  delay.disable()
  const cpu = process.cpuUsage(cpuBefore)
  const took = now() - end
  say(
    `all ${count} expired ${seconds(took)} after their minutes ended, with ${seconds((cpu.user + cpu.system) / 1_000)} of CPU; longest stall ${(delay.max / 1e6).toFixed(0)} ms, p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms; process at most ${megabytes(process.memoryUsage().rss - before)} above its start`,
  )
  await engine.stop()
  await store.close()
}

const atATime = 64

/** So many in all, 64 at a time; gives how many a second. */
const perSecond = async (count: number, one: (index: number) => Promise<void>): Promise<number> => {
  let next = 0
  const from = performance.now()
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      while (next < count) await one((next += 1))
    }),
  )
  return count / ((performance.now() - from) / 1_000)
}

let phone = 0
let people = 0
const tokens: string[] = []
const codeOf = ({ sandbox }: RunningSandbox, number: string): string =>
  sandbox.outbox.findLast(({ to }) => to.endsWith(number))?.code ?? ''

/** A person of their own for each enrollment: with the factors of thousands, lists would be all that is measured. */
type ServiceOf = (accessToken: string) => EnrollmentService

const liveOne = (running: RunningSandbox, serviceOf: ServiceOf) => (): Promise<void> =>
  new Promise((resolve, reject) => {
    const service = serviceOf(tokens.pop() ?? '')
    const command = chooseSms((phone += 1))
    const enrollment = createEnrollment({ service })
    enrollment.subscribe(({ state }) => {
      if (state === 'awaitingCode')
        queueMicrotask(() =>
          enrollment.send({ type: 'code.submitted', passCode: codeOf(running, command.profile.phoneNumber) }),
        )
      if (state === 'done') resolve()
      if (state === 'failed' || state === 'expired') reject(new Error(state))
    })
    enrollment.send(command)
  })

const durableOver = async (running: RunningSandbox, store: EnrollmentStore, serviceOf: ServiceOf) => {
  const heard = new Map<string, (type: string) => void>()
  const engine = createEngine({
    store,
    keys: [newSealingKey()],
    service: ({ accessToken }) => serviceOf(accessToken ? reveal(accessToken) : ''),
    onEvent: ({ type, enrollmentId }) => heard.get(enrollmentId)?.(type),
    onDefect: (defect) => say(String(defect)),
  })
  await engine.start()
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const id = crypto.randomUUID()
      const command = chooseSms((phone += 1))
      const accessToken = redact(tokens.pop() ?? '')
      heard.set(id, (type) => {
        if (type === 'challenge.opened')
          void engine
            .send(
              id,
              { type: 'code.submitted', passCode: codeOf(running, command.profile.phoneNumber) },
              { accessToken },
            )
            .catch(reject)
        if (type === 'factor.bound') {
          heard.delete(id)
          resolve()
        }
        if (type === 'enrollment.failed' || type === 'request.failed') reject(new Error(type))
      })
      void engine.create({ enrollmentId: id, accessToken, owner: redact('ann'), command }).catch(reject)
    })
  return { one, end: () => engine.stop() }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

const compared = async (count: number, rounds: number) => {
  const running = await startSandbox({ port: 0 })
  const { sandbox, url } = running
  const services = {
    'in memory': (token: string) => sandbox.service(token),
    'over HTTP': (token: string) =>
      createGenAuthService({ host: url, appId: sandbox.appId, getAccessToken: async () => token }),
  }
  for (const [how, service] of Object.entries(services)) {
    const file = await sqliteStore({ file: join(folder, `${how.replace(' ', '-')}.db`) })
    const [inFile, inMemory] = [
      await durableOver(running, file, service),
      await durableOver(running, memoryStore(), service),
    ]
    const ways = {
      live: liveOne(running, service),
      durable: inFile.one,
      'durable, stored in memory': inMemory.one,
    }
    const rates: Record<string, number[]> = {}
    // In turns, so that what else the machine does befalls all of them. The first round warms up.
    for (let round = 0; round <= rounds; round += 1)
      for (const [name, one] of Object.entries(ways)) {
        while (tokens.length < count)
          tokens.push(sandbox.signIn(sandbox.addAccount({ username: `person ${(people += 1)}` })))
        const rate = await perSecond(count, one)
        if (round > 0) (rates[name] ??= []).push(rate)
      }
    const live = median(rates['live'] ?? [])
    for (const [name, all] of Object.entries(rates))
      say(
        `${how}, ${atATime} at a time: ${name} ${median(all).toFixed(0)} enrollments a second, ${(live / median(all)).toFixed(2)} times live`,
      )
    await inFile.end()
    await inMemory.end()
    await file.close()
  }
  await running.close()
}

try {
  // First, while the process is small: what the other part leaves behind would hide how much it grows.
  if (values.only !== 'compared') await waiting(Number(values.waiting))
  if (values.only !== 'waiting') await compared(Number(values.enrollments), Number(values.rounds))
} finally {
  rmSync(folder, { recursive: true })
}
