// A process of its own with an engine over a store that is there, for the tests that kill it. Commands come and
// answers go over Node's channel; standard output is a log as a host would write one.
import * as t from 'io-ts'
import pg from 'pg'
import { redact, reveal, type EnrollmentService } from '../../machines/index.ts'
import {
  createEngine,
  postgresStore,
  readSealingKeys,
  sqliteStore,
  type EnrollmentStore,
} from '../../src/durable/index.ts'
import { createGenAuthService } from '../../src/genauth/index.ts'
import { ServiceSetting, tell, toldSetting } from './telling.ts'

const Setting = t.intersection([
  ServiceSetting,
  t.type({
    where: t.union([
      t.type({ file: t.string }),
      t.type({
        connection: t.type({ host: t.string, user: t.string, database: t.string }),
        schema: t.string,
      }),
    ]),
    leaseMs: t.number,
  }),
])
export type Setting = t.TypeOf<typeof Setting>

const Asked = t.union([
  t.type({ ask: t.literal('create'), id: t.string, accessToken: t.string, phoneNumber: t.string }),
  t.type({ ask: t.literal('submit'), id: t.string, accessToken: t.string, passCode: t.string }),
  t.type({ ask: t.literal('choose'), id: t.string, accessToken: t.string, phoneNumber: t.string }),
  t.type({ ask: t.literal('watch'), id: t.string }),
  t.type({ ask: t.literal('ownerOf'), id: t.string }),
  /** Stops at the named point, and waits there to be killed. */
  t.type({ ask: t.literal('pauseAt'), point: t.string }),
])
export type Asked = t.TypeOf<typeof Asked>

const setting = toldSetting(Setting)

let pausedAt = 'nowhere'
/** A point on the way of an enrollment: the process stops here if it was asked to. */
const reached = async (point: string): Promise<void> => {
  if (point !== pausedAt) return
  tell({ paused: point })
  await new Promise(() => undefined)
}

let watched = ''
let commits = 0

/** Counts the commits of the enrollment that is watched, leases that are prolonged apart. */
const withPoints = (store: EnrollmentStore): EnrollmentStore => ({
  ...store,
  commit: async (changes) => {
    const isCounted = changes.some((change) => 'row' in change && change.row.id === watched)
    if (!isCounted) return store.commit(changes)
    commits += 1
    const mine = commits
    await reached(`before commit ${mine}`)
    const made = await store.commit(changes)
    await reached(`after commit ${mine}`)
    return made
  },
})

const serviceWithPoints = (accessToken: string): EnrollmentService => {
  const { host, appId, limits } = setting
  const service = createGenAuthService({ host, appId, limits, getAccessToken: async () => accessToken })
  const around =
    <A>(name: string, call: () => Promise<A>) =>
    async (): Promise<A> => {
      await reached(`before ${name}`)
      const answer = await call()
      await reached(`after ${name}`)
      return answer
    }
  return {
    ...service,
    sendEnrollFactorRequest: (choice, options) =>
      around('sendEnrollFactorRequest', service.sendEnrollFactorRequest(choice, options)),
    enrollFactor: (bind, options) => {
      tell({ secret: reveal(bind.enrollmentToken) })
      return around('enrollFactor', service.enrollFactor(bind, options))
    },
  }
}

const opened = (): Promise<EnrollmentStore> => {
  const { where } = setting
  if ('file' in where) return sqliteStore(where)
  const pool = new pg.Pool(where.connection)
  pool.on('error', (error) => console.error(error.message))
  return postgresStore({ pool, schema: where.schema })
}

const engine = createEngine({
  store: withPoints(await opened()),
  keys: readSealingKeys(setting.keys),
  leaseMs: setting.leaseMs,
  limits: setting.limits,
  service: ({ accessToken }) => serviceWithPoints(accessToken ? reveal(accessToken) : ''),
  onEvent: (event) => console.log(JSON.stringify(event)),
  onDefect: (defect) => console.error(defect),
})

const chosen = (phoneNumber: string) =>
  ({
    type: 'factor.chosen',
    factorType: 'SMS',
    profile: { phoneNumber, phoneCountryCode: '+86' },
  }) as const

const answer = async (asked: Asked): Promise<unknown> => {
  switch (asked.ask) {
    case 'create': {
      const { answer: answered } = await engine.create({
        enrollmentId: asked.id,
        owner: redact(`owner-of-${asked.id}`),
        accessToken: redact(asked.accessToken),
        command: chosen(asked.phoneNumber),
      })
      return answered.accepted
    }
    case 'submit':
    case 'choose': {
      const command =
        asked.ask === 'submit'
          ? ({ type: 'code.submitted', passCode: asked.passCode } as const)
          : chosen(asked.phoneNumber)
      const sent = await engine.send(asked.id, command, { accessToken: redact(asked.accessToken) })
      return sent?.accepted
    }
    case 'watch':
      watched = asked.id
      commits = 0
      engine.watch(asked.id, ({ state }) => tell({ id: asked.id, state }))
      return (await engine.view(asked.id))?.state ?? null
    case 'ownerOf': {
      const owner = await engine.ownerOf(asked.id)
      return owner && reveal(owner)
    }
    case 'pauseAt':
      pausedAt = asked.point
      return null
  }
}

process.on('message', (asked: unknown) => {
  if (!Asked.is(asked)) throw new Error('This process was asked for what it does not know.')
  answer(asked).then(
    (answered) => tell({ answered: answered ?? null }),
    (error: unknown) => tell({ failed: String(error) }),
  )
})
await engine.start()
tell({ started: true })
