import { AuthenticationClient } from 'authing-node-sdk'
import { createPhotoUpload, fromAuthenticationClient } from '../../src/genauth/index.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { enrollmentServiceContract, type MakeUnderContract } from './enrollment-service.contract.ts'
import { wholeEnrollmentContract } from './whole-enrollment.contract.ts'

const make: MakeUnderContract = async (options) => {
  const { url, sandbox, close } = await startSandbox({ port: 0, ...options })
  return {
    sandbox,
    serviceFor: (accessToken) =>
      fromAuthenticationClient(
        new AuthenticationClient({ appId: sandbox.appId, appSecret: 'unused', appHost: url, accessToken }),
        { now: options.now },
      ),
    // The vendor's client has no upload; a host that uses it adds ours.
    uploadFor: (accessToken) =>
      createPhotoUpload({ host: url, appId: sandbox.appId, getAccessToken: async () => accessToken }),
    close,
  }
}

enrollmentServiceContract("the vendor's AuthenticationClient over HTTP", make)
wholeEnrollmentContract("the vendor's AuthenticationClient over HTTP", make)
