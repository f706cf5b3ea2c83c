import type { EngineOptions } from '../../durable/index.ts'
import type { RunningEndpoint } from '../../restate/index.ts'
import { missingPackage } from '../missing-package.ts'
import type { CliTexts } from '../texts/texts.ts'
import { UsageError } from '../usage-error.ts'
import { ToldDefect } from './defect-log.ts'
import type { OpenedEngine } from './opened-engine.ts'
import type { RestateSetting } from './restate-setting.ts'

/** Restate's packages are loaded for whoever wants them alone. */
const loadRestate = async ({ serve }: Pick<CliTexts, 'serve'>) =>
  import('../../restate/index.ts').catch((cause: unknown) => {
    throw missingPackage(cause) === null ? cause : new UsageError(serve.restateMissing)
  })

/**
 * Both sides of Restate in this process: what it calls, and what asks it. Rejects with UsageError where its packages are
 * missing; `start` does where the port cannot be had, or Restate does not take the registration.
 */
export const inRestate = async (
  { ingress, admin, endpoint: place }: RestateSetting,
  options: Pick<EngineOptions, 'keys' | 'service' | 'onEvent' | 'onTransition' | 'onDefect'>,
  texts: Pick<CliTexts, 'serve'>,
): Promise<OpenedEngine> => {
  const { enrollmentEndpoint, registerEnrollments, createRestateEngine, RegistrationError, RestateWarning } =
    await loadRestate(texts)
  const { keys } = options
  const onDefect = (defect: unknown) =>
    options.onDefect?.(defect instanceof RestateWarning ? new ToldDefect(defect) : defect)
  const { identityKeys } = place
  const endpoint = enrollmentEndpoint({
    ...options,
    onDefect,
    ...(identityKeys.length > 0 && { identityKeys }),
  })
  const engine = createRestateEngine({ ingress, keys, endpoint, onDefect })
  let running: RunningEndpoint | null = null
  return {
    engine,
    start: async () => {
      const { port, hostname } = place
      running = await endpoint.listen({ port, hostname }).catch(() => {
        throw new UsageError(texts.serve.endpointRefused(port))
      })
      // Restate looks at the address at once, so it has to be there before. Where it knows it, nothing changes.
      const uri = place.uri ?? `http://127.0.0.1:${running.port}`
      const { warning } = await registerEnrollments({ admin, uri }).catch((cause: unknown) => {
        throw cause instanceof RegistrationError ? new UsageError(cause.message) : cause
      })
      // It goes on: an older version that starts again may have calls to end.
      if (warning !== null) onDefect(new RestateWarning(warning))
      await engine.start()
    },
    // What this process still asks may be answered by itself alone.
    stop: async () => {
      await engine.stop()
      await running?.close()
    },
  }
}
