import { createSandbox } from '../../src/sandbox/index.ts'
import { enrollmentServiceContract, type MakeUnderContract } from './enrollment-service.contract.ts'
import { wholeEnrollmentContract } from './whole-enrollment.contract.ts'

const make: MakeUnderContract = async (options) => {
  const sandbox = createSandbox(options)
  return {
    sandbox,
    serviceFor: sandbox.service,
    uploadFor: sandbox.photoUpload,
    close: async () => undefined,
  }
}

enrollmentServiceContract('the sandbox in memory', make)
wholeEnrollmentContract('the sandbox in memory', make)
