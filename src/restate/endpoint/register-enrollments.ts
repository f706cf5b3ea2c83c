import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { parseJson } from '../../json/index.ts'

export interface RegisterEnrollmentsOptions {
  /** Of Restate's admin interface: `http://127.0.0.1:9070`. */
  readonly admin: string
  /** Where Restate reaches the service processes: their balancer, `http://enrollments.internal:9080`. */
  readonly uri: string
  /**
   * Looks anew at an address that is registered already, and makes it the newest one again: the way back to an older
   * version. What is under way there must fit: run the same version as before behind it.
   */
  readonly force?: boolean
  /** 10,000 by default. */
  readonly timeoutMs?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly fetch?: typeof fetch
}

/** What Restate made of it. */
export interface Registration {
  /** How Restate names the address: `dp_…`. */
  readonly deploymentId: string
  /**
   * Null as a rule. Otherwise another address was registered later, and all that is new goes there: says which, and what
   * to do. An older version that only ends what it began need do nothing.
   */
  readonly warning: string | null
}

/** Restate did not take the registration. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError'
}

const Deployment = t.type({ id: t.string, services: t.readonlyArray(t.type({ name: t.string })) })
type Deployment = t.TypeOf<typeof Deployment>

/** So the admin interface refuses, and nothing else; the code may be null. */
const OwnRefusal = t.type({ message: t.string, restate_code: t.union([t.string, t.null]) })

const warningOf = ({ uri, admin }: RegisterEnrollmentsOptions, newest: string): string => {
  const again = JSON.stringify({ uri, force: true })
  return (
    `Restate asks the service at ${newest} for whatever is new, which was registered after ${uri}. ` +
    `If that is the newer version, all is well: ${uri} only ends what it began. To go back to ${uri}, register it with force: ` +
    `curl ${new URL(admin).origin}/deployments -H 'content-type: application/json' -d '${again}'`
  )
}

/** Asks Restate's admin interface. @throws RegistrationError if it does not answer */
const asking =
  ({ admin, headers = {}, timeoutMs = 10_000, fetch: ask = fetch }: RegisterEnrollmentsOptions) =>
  async (path: string, body?: unknown): Promise<Response> => {
    const url = new URL(path, admin)
    try {
      return await ask(url, {
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
        headers: { 'content-type': 'application/json', ...headers },
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      })
    } catch (cause) {
      throw new RegistrationError(
        `Restate's admin interface at ${url.origin} did not answer. Does the server run, and is that its address?`,
        { cause },
      )
    }
  }
type Ask = ReturnType<typeof asking>

/** What it answers, where it does as it should. */
const found = async <A>(ask: Ask, path: string, codec: t.Type<A, unknown>): Promise<A | null> => {
  const answer = await ask(path)
  const said: unknown = answer.ok ? await answer.json().catch(() => null) : null
  return codec.is(said) ? said : null
}

/** The address of a deployment that was registered later; null if there is none, or Restate does not say. */
const newerThan = async ({ id, services }: Deployment, ask: Ask): Promise<string | null> => {
  for (const { name } of services) {
    const service = await found(ask, `/services/${name}`, t.type({ deployment_id: t.string }))
    const newest = service?.deployment_id ?? id
    if (newest === id) continue
    const deployment = await found(ask, `/deployments/${newest}`, t.type({ uri: t.string }))
    return deployment?.uri ?? newest
  }
  return null
}

/**
 * Tells Restate where the service processes are. Once for each address: Restate keeps it. New enrollments, and what is
 * asked of old ones from then on, go to the address registered last. One that Restate knows already stays where it was
 * in that order, unless it is registered with `force`.
 *
 * @throws RegistrationError that says what Restate answered.
 *
 * @example
 * const { warning } = await registerEnrollments({ admin: 'http://127.0.0.1:9070', uri: 'http://127.0.0.1:9080' })
 * if (warning !== null) console.warn(warning)
 */
export const registerEnrollments = async (options: RegisterEnrollmentsOptions): Promise<Registration> => {
  const { uri, force = false } = options
  const ask = asking(options)
  const answer = await ask('/deployments', { uri, force })
  const said = await answer.text()
  const json = parseJson(said)
  const deployment: unknown = E.isRight(json) ? json.right : null
  if (!answer.ok && OwnRefusal.is(deployment))
    throw new RegistrationError(
      `Restate did not take the service at ${uri} (HTTP ${answer.status}). A service process must be there, and Restate must reach it over HTTP/2. It said: ${deployment.message.slice(0, 500)}`,
    )
  if (!answer.ok || !Deployment.is(deployment))
    throw new RegistrationError(
      `What stands at ${new URL(options.admin).origin} is not Restate's admin interface, 9070 as a rule.`,
    )
  const newest = await newerThan(deployment, ask)
  return { deploymentId: deployment.id, warning: newest === null ? null : warningOf(options, newest) }
}
