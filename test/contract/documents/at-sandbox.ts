import { AuthenticationClient, Models } from 'authing-node-sdk'
import { SimulatedClock } from 'xstate'
import type { EnrollmentService } from '../../../machines/index.ts'
import { createGenAuthService, fromAuthenticationClient } from '../../../src/genauth/index.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/index.ts'

/** A sandbox over HTTP on a clock that stands still, and the clients of its person. */
export interface AtSandbox {
  readonly url: string
  readonly sandbox: Sandbox
  readonly clock: SimulatedClock
  /** The vendor's client, signed in. */
  readonly vendor: AuthenticationClient
  /** The vendor's client as its constructor leaves it; without a token, nobody is signed in. */
  readonly newVendor: (accessToken?: string) => AuthenticationClient
}

/** Runs a test against a sandbox of its own. */
export const atSandbox =
  (options: SandboxOptions, test: (at: AtSandbox) => Promise<void>) => async (): Promise<void> => {
    const clock = new SimulatedClock()
    clock.set(Date.UTC(2026, 0, 1))
    const { url, sandbox, close } = await startSandbox({ port: 0, clock, ...options })
    const newVendor = (accessToken?: string) =>
      new AuthenticationClient({
        appId: sandbox.appId,
        appSecret: 'unused',
        appHost: url,
        ...(accessToken !== undefined && { accessToken }),
      })
    try {
      await test({ url, sandbox, clock, vendor: newVendor(sandbox.accessToken), newVendor })
    } finally {
      await close()
    }
  }

/** The two ways to our port that speak HTTP, by the names of what makes them. */
export const ours: Readonly<Record<string, (at: AtSandbox) => EnrollmentService>> = {
  createGenAuthService: ({ url, sandbox, clock }) =>
    createGenAuthService({
      host: url,
      appId: sandbox.appId,
      getAccessToken: async () => sandbox.accessToken,
      now: () => clock.now(),
    }),
  fromAuthenticationClient: ({ vendor, clock }) =>
    fromAuthenticationClient(vendor, { now: () => clock.now() }),
}

/** The same two at any address that answers. */
export const oursAt: Readonly<Record<string, (host: string) => EnrollmentService>> = {
  createGenAuthService: (host) =>
    createGenAuthService({ host, appId: 'app-1', getAccessToken: async () => 'access-token-1' }),
  fromAuthenticationClient: (appHost) =>
    fromAuthenticationClient(
      new AuthenticationClient({
        appId: 'app-1',
        appSecret: 'unused',
        appHost,
        accessToken: 'access-token-1',
      }),
    ),
}

/** The vendor's enums, which its samples name in full. */
export const { factorType: requested } = Models.SendEnrollFactorRequestDto
export const { factorType: enrolled } = Models.EnrollFactorDto

/** The code of the newest message. */
export const sentCode = ({ sandbox }: AtSandbox): string => {
  const message = sandbox.outbox.at(-1)
  if (message === undefined) throw new Error('nothing was sent')
  return message.code
}
