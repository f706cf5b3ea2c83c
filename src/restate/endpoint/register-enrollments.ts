export interface RegisterEnrollmentsOptions {
  /** Of Restate's admin interface: `http://127.0.0.1:9070`. */
  readonly admin: string
  /** Where Restate reaches the service processes: their balancer, `http://enrollments.internal:9080`. */
  readonly uri: string
  /** Looks anew at an address that is registered already. Only for development: what is under way there must fit. */
  readonly force?: boolean
  /** 10,000 by default. */
  readonly timeoutMs?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly fetch?: typeof fetch
}

/** Restate did not take the registration. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError'
}

/**
 * Tells Restate where the service processes are. Once for each address: Restate keeps it. New enrollments, and what is
 * asked of old ones from then on, go to the address registered last.
 *
 * @throws RegistrationError that says what Restate answered.
 *
 * @example
 * await registerEnrollments({ admin: 'http://127.0.0.1:9070', uri: 'http://127.0.0.1:9080' })
 */
export const registerEnrollments = async (options: RegisterEnrollmentsOptions): Promise<void> => {
  const { admin, uri, force = false, timeoutMs = 10_000, headers = {} } = options
  const ask = options.fetch ?? fetch
  const url = new URL('/deployments', admin)
  let answer: Response
  try {
    answer = await ask(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ uri, force }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    })
  } catch (cause) {
    throw new RegistrationError(
      `Restate's admin interface at ${url.origin} did not answer. Does the server run, and is that its address?`,
      { cause },
    )
  }
  if (answer.ok) return
  const said = (await answer.text()).slice(0, 500)
  throw new RegistrationError(
    `Restate did not take the service at ${uri} (HTTP ${answer.status}). It must reach that address over HTTP/2. It said: ${said}`,
  )
}
