import * as t from 'io-ts'
import { TOTP, URI, type Secret } from 'otpauth'
import { SimulatedClock } from 'xstate'
import * as E from '#fp-ts/Either'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'

const Envelope = t.intersection([
  t.type({ statusCode: t.number, message: t.string, requestId: t.string }),
  t.partial({ apiCode: t.number, data: t.unknown }),
])

/** A reply of the API: HTTP's status and headers, and the envelope. */
export interface Reply extends t.TypeOf<typeof Envelope> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const OtpStarted = t.type({
  enrollmentToken: t.string,
  otpData: t.type({ qrCodeUri: t.string, qrCodeDataUrl: t.string, recoveryCode: t.string }),
})
const Started = t.type({ enrollmentToken: t.string })

export const decoded = <A>(codec: t.Decoder<unknown, A>, input: unknown): A => {
  const result = codec.decode(input)
  if (E.isLeft(result)) throw new Error(`Not a ${JSON.stringify(input)?.slice(0, 400)}`)
  return result.right
}

export const replyOf = async (response: Response): Promise<Reply> => {
  const text = await response.text()
  const parsed: unknown = JSON.parse(text)
  return { ...decoded(Envelope, parsed), status: response.status, headers: response.headers, text }
}

export interface Wire {
  readonly url: string
  readonly outboxUrl: string
  readonly clock: SimulatedClock
  readonly sandbox: Sandbox
  readonly headers: Readonly<Record<string, string>>
  readonly as: (accessToken: string) => Wire
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Reply>
  readonly get: (path: string) => Promise<Reply>
  readonly start: (factorType: string, profile?: unknown) => Promise<Reply>
  readonly bind: (factorType: string, enrollmentToken: string, passCode: unknown) => Promise<Reply>
  /** Step 2 of FACE. */
  readonly bindFace: (enrollmentToken: string, enrollmentData: unknown) => Promise<Reply>
  /** Uploads as the vendor's pages do; null leaves the file out. */
  readonly upload: (file: Uint8Array<ArrayBuffer> | null, query?: string) => Promise<Uploaded>
}

const V2Envelope = t.intersection([
  t.type({ code: t.number, statusCode: t.number, message: t.string }),
  t.partial({ apiCode: t.string, requestId: t.string, data: t.type({ key: t.string, url: t.string }) }),
])

/** A reply of the older API. */
export interface Uploaded extends t.TypeOf<typeof V2Envelope> {
  readonly status: number
}

const wireOf = (
  url: string,
  outboxUrl: string,
  clock: SimulatedClock,
  sandbox: Sandbox,
  token: string,
): Wire => {
  const headers = {
    'content-type': 'application/json',
    authorization: token,
    'x-genauth-app-id': sandbox.appId,
    'x-genauth-lang': 'en-US',
  }
  const post: Wire['post'] = async (path, body, own = headers) =>
    replyOf(await fetch(`${url}${path}`, { method: 'POST', headers: own, body: JSON.stringify(body) }))
  return {
    url,
    outboxUrl,
    clock,
    sandbox,
    headers,
    as: (accessToken) => wireOf(url, outboxUrl, clock, sandbox, accessToken),
    post,
    get: async (path) => replyOf(await fetch(`${url}${path}`, { headers })),
    start: (factorType, profile) => post('/api/v3/send-enroll-factor-request', { factorType, profile }),
    bind: (factorType, enrollmentToken, passCode) =>
      post('/api/v3/enroll-factor', { factorType, enrollmentToken, enrollmentData: { passCode } }),
    bindFace: (enrollmentToken, enrollmentData) =>
      post('/api/v3/enroll-factor', { factorType: 'FACE', enrollmentToken, enrollmentData }),
    upload: async (file, query = '?folder=photos&private=true') => {
      const body = new FormData()
      if (file !== null) body.set('file', new Blob([file]), 'personal.jpeg')
      const { 'content-type': _, ...rest } = headers
      const response = await fetch(`${url}/api/v2/upload${query}`, { method: 'POST', headers: rest, body })
      return { ...decoded(V2Envelope, await response.json()), status: response.status }
    },
  }
}

/** Runs a test against a sandbox on a free port, on a clock that stands still. */
export const overHttp =
  (options: SandboxOptions, test: (wire: Wire) => Promise<void>) => async (): Promise<void> => {
    const clock = new SimulatedClock()
    // A clock at zero would hide what forgets to ask it.
    clock.set(Date.UTC(2026, 0, 1))
    const { url, outbox, sandbox, close } = await startSandbox({ port: 0, clock, ...options })
    try {
      await test(wireOf(url, outbox, clock, sandbox, sandbox.accessToken))
    } finally {
      await close()
    }
  }

/** The key of an upload that was taken. */
export const keyOf = ({ data }: Uploaded): string => {
  if (data === undefined) throw new Error('The upload was refused')
  return data.key
}

export const tokenOf = (reply: Reply): string => decoded(Started, reply.data).enrollmentToken

export const otpOf = (reply: Reply) => decoded(OtpStarted, reply.data)

/** What an authenticator app shows for the URI at that moment. */
export const appCode = (uri: string, timestamp: number): string => {
  const totp = URI.parse(uri)
  if (!(totp instanceof TOTP)) throw new Error('Not an otpauth://totp URI')
  return totp.generate({ timestamp })
}

/** The code of the newest message. */
export const lastCode = (sandbox: Sandbox): string => {
  const message = sandbox.outbox.at(-1)
  if (message === undefined) throw new Error('The outbox is empty')
  return message.code
}

/** A code that is surely not this one. */
export const wrong = (code: string): string => `${code.startsWith('0') ? '1' : '0'}${code.slice(1)}`

export const secretOf = (uri: string): Secret => URI.parse(uri).secret
