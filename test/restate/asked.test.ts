import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { asked, readTimely, RefusedRequest } from '../../src/restate/object/asked.ts'
import type { Itself } from '../../src/restate/object/belonging.ts'
import { answerTo, asking, longestWaitMs } from '../../src/restate/wire/asking.ts'
import { Nothing } from '../../src/restate/wire/messages.ts'
import { Reply } from '../../src/restate/wire/replies.ts'
import { readAs, written } from '../../src/restate/wire/values.ts'

const requests = suite('requests of people to an enrollment')

const service = 'MfaEnrollment'
const request = { nonce: 'one', notAfter: 1_000, message: {} }

/** The handler that was asked, as Restate tells it. */
const itself = (handler: string, key = 'e'): Itself => ({
  key,
  request: () => ({
    target: { service, handler, key, toString: () => `${service}/${key}/${handler}` },
    id: 'inv_1' as ReturnType<Itself['request']>['id'],
    headers: new Map(),
    attemptHeaders: new Map(),
    body: new Uint8Array(),
    extraArgs: [],
    attemptCompletedSignal: new AbortController().signal,
  }),
})

const sealedFor = (what: string, key = 'e') => written(asking(Nothing), request, { service, key, what })

const erased = async (): Promise<Reply> => ({ type: 'erased', wasThere: true })
const ask = (ctx: Itself, bytes: Uint8Array) => asked(Nothing, erased)(ctx, bytes)

const refusal = (ctx: Itself, bytes: Uint8Array): Promise<string> =>
  ask(ctx, bytes).then(
    () => 'done',
    (error: unknown) => (error instanceof RefusedRequest ? error.message : 'something else'),
  )

requests('are done for the handler and the enrollment that they were sealed for', async () => {
  const answer = await ask(itself('erase'), sealedFor('erase'))
  const to = answerTo({ service, key: 'e', what: 'erase' }, request)
  assert.equal(readAs(Reply, answer, to), E.right({ type: 'erased', wasThere: true }))
  // An answer of before is none: it names its request.
  const of = answerTo({ service, key: 'e', what: 'erase' }, { nonce: 'another' })
  assert.equal(readAs(Reply, answer, of), E.left({ _tag: 'damaged' }))
})

requests('of another handler, or to another enrollment, are refused', async () => {
  assert.match(await refusal(itself('erase'), sealedFor('get')), /not sealed for this/)
  assert.match(await refusal(itself('erase', 'f'), sealedFor('erase')), /not sealed for this/)
})

requests('are read neither after their time, nor long before it can be', async () => {
  const read = async (): Promise<Reply> => ({ type: 'found', row: null })
  const typeAt = async (now: number) => (await readTimely(() => now, request, read)).type
  assert.is(await typeAt(1_000), 'found')
  assert.is(await typeAt(1_001), 'tooLate')
  assert.is(await typeAt(1_000 - 2 * longestWaitMs), 'found')
  assert.is(await typeAt(999 - 2 * longestWaitMs), 'tooLate')
})

requests.run()
