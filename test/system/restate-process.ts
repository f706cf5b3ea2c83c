// A service process of its own, for the tests that kill it.
import * as t from 'io-ts'
import { reveal, type EnrollmentService } from '../../machines/index.ts'
import { readSealingKeys } from '../../src/durable/index.ts'
import { createGenAuthService } from '../../src/genauth/index.ts'
import { enrollmentEndpoint } from '../../src/restate/index.ts'
import { ServiceSetting, tell, toldSetting } from './telling.ts'

const RestateSetting = t.intersection([ServiceSetting, t.type({ bindTimeoutMs: t.number })])
export type Setting = t.TypeOf<typeof RestateSetting>

const { host, appId, keys, limits, bindTimeoutMs } = toldSetting(RestateSetting)

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
  bindTimeoutMs,
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
