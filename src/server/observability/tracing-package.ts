// The API keeps what was registered there, for all copies of itself that a process may have loaded.
const registered = Symbol.for('opentelemetry.js.api.1')

const load = () => import('@opentelemetry/api').catch(() => null)
let loaded: ReturnType<typeof load> | null = null

/** The API, if the host has registered one with it: else nobody hears of spans, and the package is not even loaded. */
export const tracingApi = async (): Promise<Awaited<ReturnType<typeof load>>> =>
  registered in globalThis ? (loaded ??= load()) : null
