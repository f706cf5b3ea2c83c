// A service process of its own, for the tests that kill it. It tells over Node's channel what it does.
import * as t from 'io-ts'
import { reveal, type EnrollmentService } from '../../machines/index.ts'
import { readSealingKeys } from '../../src/durable/index.ts'
import { createGenAuthService } from '../../src/genauth/index.ts'
import { enrollmentEndpoint } from '../../src/restate/index.ts'

const Setting = t.type({
  host: t.string,
  appId: t.string,
  keys: t.string,
  limits: t.type({ tokenLifetimeMs: t.number, sendIntervalMs: t.number, wrongCodeBudget: t.number }),
})
export type Setting = t.TypeOf<typeof Setting>

const argument: unknown = JSON.parse(process.argv[2] ?? 'null')
if (!Setting.is(argument)) throw new Error('The first argument must be the setting.')
const { host, appId, keys, limits } = argument

// Whoever started it is gone, killed perhaps.
process.once('disconnect', () => process.exit())

const tell = (told: Record<string, unknown>) => process.send?.(told)

const telling = (service: EnrollmentService): EnrollmentService => ({
  ...service,
  enrollFactor: (bind, options) => {
    tell({ calls: 'enrollFactor' })
    return service.enrollFactor(bind, options)
  },
})

const endpoint = enrollmentEndpoint({
  keys: readSealingKeys(keys),
  limits,
  service: ({ accessToken }) =>
    telling(
      createGenAuthService({
        host,
        appId,
        limits,
        getAccessToken: async () => (accessToken ? reveal(accessToken) : ''),
      }),
    ),
  onEvent: ({ type, state }) => tell({ event: type, state }),
  onDefect: (defect) => console.error(defect),
})
const { port } = await endpoint.listen({ port: 0 })
tell({ port })
