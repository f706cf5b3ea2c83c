import { createSandbox } from '../../src/sandbox/index.ts'
import { enrollmentServiceContract } from './enrollment-service.contract.ts'

enrollmentServiceContract('the sandbox in memory', async (options) => {
  const sandbox = createSandbox(options)
  return { sandbox, serviceFor: sandbox.service, close: async () => undefined }
})
