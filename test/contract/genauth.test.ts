import { createGenAuthService, createPhotoUpload } from '../../src/genauth/index.ts'
import type { GenAuthOptions } from '../../src/genauth/index.ts'
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
      const { appId } = sandbox
      const signedIn = (accessToken: string): GenAuthOptions => ({
        host: url,
        appId,
        brand,
        authorization,
        now: options.now,
        getAccessToken: async () => accessToken,
      })
      return {
        sandbox,
        serviceFor: (accessToken) => createGenAuthService(signedIn(accessToken)),
        uploadFor: (accessToken) => createPhotoUpload(signedIn(accessToken)),
        close,
      }
    }
    enrollmentServiceContract(`ky over HTTP, ${brand}, ${authorization}`, make)
    if (brand === 'genauth') wholeEnrollmentContract(`ky over HTTP, ${authorization}`, make)
  }
}
