import { AuthenticationClient } from 'authing-node-sdk'
import { createFactorDirectory, directoryFromAuthenticationClient } from '../../src/genauth/index.ts'
import { createSandbox, startSandbox } from '../../src/sandbox/index.ts'
import { factorDirectoryContract } from './factor-directory.contract.ts'
import type { MakeDirectory } from './factor-directory-person.ts'
import { replacementContract } from './factor-directory-replacement.contract.ts'

const overKy =
  (brand: 'genauth' | 'authing'): MakeDirectory =>
  async (options) => {
    const { url, sandbox, close } = await startSandbox({
      port: 0,
      listShape: brand === 'authing' ? 'object' : 'array',
      ...options,
    })
    const { appId } = sandbox
    const { now } = options
    return {
      sandbox,
      directoryFor: (accessToken) =>
        createFactorDirectory({ host: url, appId, brand, now, getAccessToken: async () => accessToken }),
      close,
    }
  }

const overSdk: MakeDirectory = async (options) => {
  const { url, sandbox, close } = await startSandbox({ port: 0, ...options })
  const { appId } = sandbox
  return {
    sandbox,
    directoryFor: (accessToken) =>
      directoryFromAuthenticationClient(
        new AuthenticationClient({ appId, appSecret: 'unused', appHost: url, accessToken }),
        { now: options.now },
      ),
    close,
  }
}

const inMemory: MakeDirectory = async (options) => {
  const sandbox = createSandbox(options)
  return { sandbox, directoryFor: sandbox.directory, close: async () => undefined }
}

for (const [name, make] of [
  ['ky over HTTP, genauth', overKy('genauth')],
  ['ky over HTTP, authing', overKy('authing')],
  ["the vendor's AuthenticationClient over HTTP", overSdk],
  ['the sandbox in memory', inMemory],
] as const) {
  factorDirectoryContract(name, make)
  replacementContract(name, make)
}
