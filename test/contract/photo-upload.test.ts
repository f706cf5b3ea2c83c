import { createPhotoUpload } from '../../src/genauth/index.ts'
import { createSandbox, startSandbox } from '../../src/sandbox/index.ts'
import { photoUploadContract } from './photo-upload.contract.ts'

for (const brand of ['genauth', 'authing'] as const) {
  photoUploadContract(`ky over HTTP, ${brand}`, async (options) => {
    const { url, sandbox, close } = await startSandbox({ port: 0, ...options })
    const { appId } = sandbox
    return {
      sandbox,
      uploadFor: (accessToken) =>
        createPhotoUpload({ host: url, appId, brand, getAccessToken: async () => accessToken }),
      close,
    }
  })
}

photoUploadContract('the sandbox in memory', async (options) => {
  const sandbox = createSandbox(options)
  return { sandbox, uploadFor: sandbox.photoUpload, close: async () => undefined }
})
