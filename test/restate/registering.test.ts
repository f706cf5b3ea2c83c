import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { registerEnrollments } from '../../src/restate/index.ts'

const registering = suite('registering with Restate')

const refusal = (status: number, body: string): Promise<string> =>
  registerEnrollments({
    admin: 'http://127.0.0.1:9070',
    uri: 'http://127.0.0.1:9080',
    fetch: async () => new Response(body, { status }),
  }).then(
    () => 'taken',
    (error: unknown) => String(error),
  )

registering('says why the service was not taken', async () => {
  const said = '{"message":"[META0014] server possibly supports only HTTP1.1","restate_code":"META0014"}'
  assert.match(await refusal(500, said), /did not take the service at http:\/\/127\.0\.0\.1:9080[^]*META0014/)
})

registering('names an address that is not that of the admin interface, whatever is there', async () => {
  const ingress = '{"code":400,"message":"bad path: /deployments","source":"ingress"}'
  for (const [status, body] of [
    [400, ingress],
    [404, ''],
    [404, '{"message":"nothing here"}'],
    [200, 'hi'],
    [200, '{}'],
  ] as const) {
    const said = await refusal(status, body)
    assert.match(said, /127\.0\.0\.1:9070 is not Restate's admin interface/)
    assert.not.match(said, /HTTP\/2/)
  }
})

registering.run()
