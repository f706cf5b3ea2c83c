// What every test of the Restate host stands on: a sandbox, a restate-server, an engine that asks it.
import * as assert from 'uvu/assert'
import { redact, reveal } from '../../machines/index.ts'
import { newSealingKey, type Credentials, type Engine } from '../../src/durable/index.ts'
import { createGenAuthService } from '../../src/genauth/index.ts'
import { createRestateEngine, type RestateEngineOptions } from '../../src/restate/index.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { startRestateServer } from './restate-server.ts'

export const soon = () => new Promise((resolve) => setTimeout(resolve, 25))

/** A number of its own for each enrollment: one number gets one message a minute, and one factor. */
let numbers = 0

export const startRestateSetting = async (options: Partial<RestateEngineOptions> = {}) => {
  const [server, running] = await Promise.all([
    startRestateServer(),
    startSandbox({ port: 0, codeLength: 8, sendIntervalMs: 1_000 }),
  ])
  const { sandbox } = running
  const keys = [newSealingKey()] as const
  const accessToken = redact(sandbox.accessToken)
  const engineWith = (other: Partial<RestateEngineOptions>): Engine =>
    createRestateEngine({ ingress: server.ingress, keys, ...options, ...other })
  const engine = engineWith({})

  /** GenAuth as the service side asks it. */
  const service = ({ accessToken: token }: Credentials) =>
    createGenAuthService({
      host: running.url,
      appId: sandbox.appId,
      getAccessToken: async () => (token ? reveal(token) : ''),
    })

  /** Looks until the enrollment is in one of these states. */
  const reaches = async (id: string, ...states: readonly string[]) => {
    for (;;) {
      const view = await engine.view(id, { accessToken })
      assert.ok(view, `${id} is there`)
      if (states.includes(view.state)) return view
      await soon()
    }
  }

  return {
    server,
    sandbox,
    host: running.url,
    keys,
    service,
    accessToken,
    engine,
    engineWith,
    reaches,
    createSms: async (enrollmentId: string) =>
      engine.create({
        enrollmentId,
        owner: redact(`owner-of-${enrollmentId}`),
        accessToken,
        requestDigest: `digest-of-${enrollmentId}`,
        command: {
          type: 'factor.chosen',
          factorType: 'SMS',
          profile: { phoneNumber: `188000${String(10_000 + numbers++)}` },
        },
      }),
    submit: async (id: string, passCode: string) =>
      engine.send(id, { type: 'code.submitted', passCode }, { accessToken }),
    lastCode: () => sandbox.outbox.at(-1)?.code ?? '',
    binds: () => sandbox.requests.filter(({ endpoint }) => endpoint === 'enrollFactor').length,
    close: async () => {
      await engine.stop({ graceMs: 0 })
      await server.close()
      await running.close()
    },
  }
}
export type RestateSetting = Awaited<ReturnType<typeof startRestateSetting>>
