import { createGenAuthService } from '../../src/genauth/index.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { enrollmentServiceContract, type MakeUnderContract } from './enrollment-service.contract.ts'
import { wholeEnrollmentContract } from './whole-enrollment.contract.ts'

for (const brand of ['genauth', 'authing'] as const) {
  for (const authorization of ['bearer', 'raw'] as const) {
    const make: MakeUnderContract = async (options) => {
      const { url, sandbox, close } = await startSandbox({
        port: 0,
        listShape: brand === 'authing' ? 'object' : 'array',
        ...options,
      })
      return {
        sandbox,
        serviceFor: (accessToken) =>
          createGenAuthService({
            host: url,
            appId: sandbox.appId,
            brand,
            authorization,
            now: options.now,
            getAccessToken: async () => accessToken,
          }),
        close,
      }
    }
    enrollmentServiceContract(`ky over HTTP, ${brand}, ${authorization}`, make)
    if (brand === 'genauth') wholeEnrollmentContract(`ky over HTTP, ${authorization}`, make)
  }
}
