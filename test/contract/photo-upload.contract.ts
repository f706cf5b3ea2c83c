import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { UploadedPhoto, redact, reveal } from '../../machines/index.ts'
import type { PhotoUpload, Redacted } from '../../machines/index.ts'
import type { Sandbox, SandboxOptions } from '../../src/sandbox/index.ts'
import { errorOf, valueOf } from '../genauth/given.ts'
import { colourfulJpeg } from '../machines/photo/made-jpeg.ts'
import { header, imageData, png, rows } from '../machines/photo/made-png.ts'

/** One implementation of the upload in front of a sandbox. */
export interface UploadUnderContract {
  readonly sandbox: Sandbox
  /** The upload of the person of an access token. */
  readonly uploadFor: (accessToken: string) => PhotoUpload
  readonly close: () => Promise<void>
}

export type MakeUpload = (options: SandboxOptions) => Promise<UploadUnderContract>

const jpeg = colourfulJpeg(64, 64)
const pngPhoto = png(header(64, 64), imageData(rows(64 * 3, 64)))

/** What a `PhotoUpload` must do, whoever implements it. */
export const photoUploadContract = (name: string, make: MakeUpload): void => {
  const contract = suite(`the contract of PhotoUpload: ${name}`)

  const person = async (run: (at: ReturnType<typeof handsOf>) => Promise<void>) => {
    const made = await make({})
    await run(handsOf(made)).finally(made.close)
  }

  const handsOf = ({ sandbox, uploadFor }: UploadUnderContract) => ({
    sandbox,
    uploadFor,
    upload: uploadFor(sandbox.accessToken),
    /** Binds a face by the key of a photo, as the person of the access token. */
    bindFace: async (key: Redacted<string>, accessToken = sandbox.accessToken) => {
      const service = sandbox.service(accessToken)
      const call = { signal: new AbortController().signal, attemptId: 'contract:1' }
      const choice = { factorType: 'FACE', profile: redact({}) } as const
      const { enrollmentToken } = valueOf(await service.sendEnrollFactorRequest(choice, call)())
      const enrollmentData = redact({ photo: reveal(key), isExternalPhoto: false })
      return service.enrollFactor({ factorType: 'FACE', enrollmentToken, enrollmentData }, call)()
    },
    uploads: () => sandbox.requests.filter(({ endpoint }) => endpoint === 'upload').length,
  })

  for (const [format, photo] of [
    ['JPEG', jpeg],
    ['PNG', pngPhoto],
  ] as const) {
    contract(`the key of a ${format} binds a face`, () =>
      person(async ({ sandbox, upload, bindFace }) => {
        const uploaded = valueOf(await upload(photo)())
        assert.ok(UploadedPhoto.is(uploaded))
        assert.equal(Object.keys(uploaded), ['key'])
        valueOf(await bindFace(uploaded.key))
        assert.equal(
          sandbox.factors().map(({ factorType }) => factorType),
          ['FACE'],
        )
      }),
    )
  }

  contract('prints no key', () =>
    person(async ({ upload }) => {
      const uploaded = valueOf(await upload(jpeg)())
      assert.not.ok(JSON.stringify(uploaded).includes(reveal(uploaded.key)))
    }),
  )

  contract('each upload has a key of its own, good for its person alone', () =>
    person(async ({ sandbox, upload, bindFace }) => {
      const first = valueOf(await upload(jpeg)())
      const second = valueOf(await upload(jpeg)())
      assert.is.not(reveal(first.key), reveal(second.key))
      const bob = sandbox.signIn(sandbox.addAccount({ email: 'bob@example.com' }))
      assert.is(errorOf(await bindFace(first.key, bob))._tag, 'photoRejected')
    }),
  )

  for (const [what, bytes] of [
    ['is none', new TextEncoder().encode('no photo')],
    ['was cut off', jpeg.subarray(0, jpeg.length - 20)],
    ['is too small', colourfulJpeg(16, 16)],
  ] as const) {
    contract(`a photo that ${what} is rejected, and nothing is sent`, () =>
      person(async ({ upload, uploads }) => {
        assert.is(errorOf(await upload(bytes)())._tag, 'photoRejected')
        assert.is(uploads(), 0)
      }),
    )
  }

  contract('an access token nobody has uploads nothing', () =>
    person(async ({ uploadFor }) => {
      assert.is(errorOf(await uploadFor('no-such-token')(jpeg)())._tag, 'unauthorized')
    }),
  )

  for (const [kind, tag] of [
    ['serverError', 'serverFault'],
    ['empty', 'invalidResponse'],
    ['lostReply', 'unreachable'],
  ] as const) {
    contract(`${kind} is ${tag}, and the photo is sent once`, () =>
      person(async ({ sandbox, upload, uploads }) => {
        sandbox.faults.add({ endpoint: 'upload', kind, times: 1 })
        assert.is(errorOf(await upload(jpeg)())._tag, tag)
        assert.is(uploads(), 1)
      }),
    )
  }

  contract('an upload taken back before it was made is not made', () =>
    person(async ({ upload, uploads }) => {
      const error = errorOf(await upload(jpeg, { signal: AbortSignal.abort() })())
      assert.equal(error, { _tag: 'unreachable', mayHaveArrived: false })
      assert.is(uploads(), 0)
    }),
  )

  contract('an upload is only described until it is run', () =>
    person(async ({ upload, bindFace, uploads }) => {
      const task = upload(jpeg)
      const { key } = valueOf(await upload(jpeg)())
      valueOf(await bindFace(key))
      assert.is(uploads(), 1)
      valueOf(await task())
      assert.is(uploads(), 2)
    }),
  )

  contract.run()
}
