import { TerminalError } from '@restatedev/restate-sdk'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { unsaid } from '../../src/restate/object/unsaid.ts'

const handlers = suite('what a handler throws')

const secret = 'eyJhbGciOiJSUzI1NiJ9'

const thrownBy = (cause: unknown): Promise<unknown> =>
  unsaid(() => Promise.reject(cause))().then(
    () => null,
    (error: unknown) => error,
  )

handlers('reaches Restate without its text, and the host with it', async () => {
  for (const cause of [new TypeError(`no ${secret}`), secret, { secret }]) {
    const error = await thrownBy(cause)
    assert.instance(error, Error)
    assert.not(`${String(error)}${error instanceof Error ? error.stack : ''}`.includes(secret))
    assert.is(error instanceof Error && error.cause, cause)
  }
  assert.match(String(await thrownBy(new TypeError(secret))), /^TypeError: The service failed/)
})

handlers('goes on as it is if it is meant for Restate', async () => {
  const refusal = new TerminalError('not ours', { errorCode: 400 })
  assert.is(await thrownBy(refusal), refusal)
  assert.is(await unsaid(async (text: string) => text)('given back'), 'given back')
})

handlers.run()
