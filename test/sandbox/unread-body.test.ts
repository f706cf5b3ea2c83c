import { Agent, request } from 'node:http'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { overHttp, type Wire } from './over-http.ts'

const unread = suite('a body of which the rest is not read')

const megabyte = 1024 * 1024

interface Asked {
  readonly status: number | undefined
  readonly connection: string | undefined
  /** Whether it went over a connection that had carried a request before. */
  readonly reused: boolean
}

/** A client that keeps its connections as long as the server lets it. */
const client = ({ url, headers }: Wire) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (method: string, path: string, type: string, body: Uint8Array): Promise<Asked> =>
    new Promise((resolve, reject) => {
      const asked = request(
        `${url}${path}`,
        { method, agent, headers: { ...headers, 'content-type': type, 'content-length': body.byteLength } },
        (answer) => {
          const { statusCode: status, headers: told } = answer
          answer.resume()
          answer.once('end', () =>
            resolve({ status, connection: told.connection, reused: asked.reusedSocket }),
          )
        },
      )
      asked.on('error', reject)
      asked.end(body)
    })
  return {
    upload: (bytes: number) =>
      ask('POST', '/api/v2/upload', 'multipart/form-data; boundary=x', new Uint8Array(bytes)),
    post: (path: string, bytes: number) => ask('POST', path, 'application/json', new Uint8Array(bytes)),
    list: () => ask('GET', '/api/v3/list-enrolled-factors', 'application/json', new Uint8Array()),
    leave: () => agent.destroy(),
  }
}

unread(
  'ends the connection, and says so, that no client sends its next request into it',
  overHttp({}, async (wire) => {
    const { upload, list, leave } = client(wire)
    assert.equal(await upload(76 * megabyte), { status: 413, connection: 'close', reused: false })
    assert.equal(await list(), { status: 200, connection: 'keep-alive', reused: false })
    assert.equal(await list(), { status: 200, connection: 'keep-alive', reused: true })
    leave()
  }),
)

unread(
  'is so at every address that reads one',
  overHttp({}, async (wire) => {
    const { post, leave } = client(wire)
    const faults = `/sandbox/${wire.sandbox.adminToken}/faults`
    for (const [path, status] of [
      ['/api/v3/send-enroll-factor-request', 413],
      [faults, 400],
      ['/oidc/token', 400],
    ] as const)
      assert.equal(await post(path, 66 * megabyte), { status, connection: 'close', reused: false }, path)
    leave()
  }),
)

unread(
  'is not so of a body that is too large, and was read to its end',
  overHttp({}, async (wire) => {
    const { upload, list, leave } = client(wire)
    assert.equal(await upload(12 * megabyte), { status: 413, connection: 'keep-alive', reused: false })
    assert.equal(await list(), { status: 200, connection: 'keep-alive', reused: true })
    leave()
  }),
)

unread.run()
