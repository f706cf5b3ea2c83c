import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startPage } from '../../../src/cli/web/start-page.ts'
import { enter, rawAsk, type Ask } from '../loopback/raw-ask.ts'

const text = (type: string, body: string) => ({ type, body: new TextEncoder().encode(body) })
const files = new Map([
  ['/index.html', text('text/html; charset=utf-8', '<!doctype html>the page')],
  ['/page.js', text('text/javascript; charset=utf-8', 'the script')],
])

interface Context {
  page: Awaited<ReturnType<typeof startPage>>
  cookie: string
}
const routes = suite<Context>('what the page’s server answers')

routes.before.each(async (context) => {
  context.page = await startPage({ files, port: 0 })
  context.cookie = await enter(context.page.newLink())
})
routes.after.each(({ page }) => page.close())

const ask = ({ page, cookie }: Context, path: string, { method = 'GET', headers = {}, body }: Ask = {}) =>
  rawAsk(`${page.origin}${path}`, {
    method,
    headers: { cookie, ...headers },
    ...(body === undefined ? {} : { body }),
  })
const post = (context: Context, path: string, body: unknown, headers = {}) =>
  ask(context, path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })

interface SignedIn {
  readonly appId: string
  readonly userId: string
  readonly accessToken: string
  readonly email: string
}
const personOf = async (context: Context): Promise<SignedIn> => ({
  ...(JSON.parse((await ask(context, '/play/person')).text) as SignedIn),
  ...(JSON.parse((await ask(context, '/play/token')).text) as Pick<SignedIn, 'userId' | 'accessToken'>),
})

const send = (context: Context, person: SignedIn, phoneNumber = '18800000000') =>
  post(
    context,
    '/api/v3/send-enroll-factor-request',
    { factorType: 'SMS', profile: { phoneNumber } },
    { authorization: person.accessToken, 'x-genauth-app-id': person.appId },
  )

/** The state as a page hears it first. */
const stateOf = async ({ page, cookie }: Context) => {
  const stream = await fetch(`${page.origin}/play/state`, { headers: { cookie } })
  assert.is(stream.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  const { value } = (await stream.body?.getReader().read()) ?? {}
  return JSON.parse(new TextDecoder().decode(value).replace(/^data: /, '')) as {
    readonly skippedMs: number
    readonly mishaps: readonly string[]
    readonly messages: readonly { readonly to: string }[]
    readonly userId: string
  }
}

routes('the page and its files, and nothing else of the disk', async (context) => {
  assert.is((await ask(context, '/')).text, '<!doctype html>the page')
  assert.is(
    (await ask(context, '/page.js?version=1')).headers['content-type'],
    'text/javascript; charset=utf-8',
  )
  for (const path of ['/package.json', '/../package.json', '/%2e%2e/package.json', '/etc/passwd', '/play'])
    assert.is((await ask(context, path)).status, 404, path)
  assert.is((await ask(context, '/', { method: 'POST' })).status, 404)
})

routes('nothing at all without the cookie: page, person, messages, API', async (context) => {
  await send(context, await personOf(context))
  const { accessToken } = await personOf(context)
  const [message] = context.page.playground.sandbox.outbox
  const paths = [
    '/',
    '/page.js',
    '/play/person',
    '/play/token',
    '/play/state',
    '/api/v3/list-enrolled-factors',
  ]
  for (const path of paths) {
    const answer = await rawAsk(`${context.page.origin}${path}`)
    assert.is(answer.status, 403, path)
    assert.not.match(answer.text, message?.code ?? 'no code')
    assert.not.match(answer.text, accessToken)
  }
})

routes('a signed-in person, whose token the API takes', async (context) => {
  const person = await personOf(context)
  assert.is(person.email, 'mina.park@fernhill.example')
  const headers = { authorization: person.accessToken, 'x-genauth-app-id': person.appId }
  const list = await ask(context, '/api/v3/list-enrolled-factors', { headers })
  assert.match(list.text, /"statusCode":200/)
  assert.match((await ask(context, '/api/v3/list-enrolled-factors')).text, /"statusCode":4/)
})

routes(
  'a token comes over the network that is cut; the page and its switches stay within reach',
  async (context) => {
    const set = (isOn: boolean) => post(context, '/play/mishap', { mishap: 'noConnection', isOn })
    await set(true)
    const broken = await ask(context, '/play/token').catch((error: NodeJS.ErrnoException) => error.code)
    assert.is(broken, 'ECONNRESET')
    const person = await ask(context, '/play/person')
    assert.is(person.status, 200)
    assert.not.match(person.text, 'accessToken')
    await set(false)
    assert.match((await ask(context, '/play/token')).text, 'accessToken')
  },
)

routes('messages reach who listens, and a fresh account sees none of the one before', async (context) => {
  const first = await personOf(context)
  await send(context, first)
  const before = await stateOf(context)
  assert.equal(
    before.messages.map(({ to }) => to),
    ['+8618800000000'],
  )
  await post(context, '/play/mishap', { mishap: 'slow', isOn: true })
  assert.is((await post(context, '/play/person', null)).status, 200)
  const second = await personOf(context)
  assert.is.not(second.userId, first.userId)
  const after = await stateOf(context)
  assert.equal(after, { skippedMs: 0, mishaps: [], messages: [], userId: second.userId })
})

routes('every fresh account has an address of its own, however many there are', async (context) => {
  const emails = new Set<string>()
  for (let made = 0; made < 12; made += 1) {
    emails.add((await personOf(context)).email)
    await post(context, '/play/person', null)
  }
  assert.is(emails.size, 12)
})

routes('mishaps are turned on and off one by one', async (context) => {
  const set = (mishap: string, isOn: boolean) => post(context, '/play/mishap', { mishap, isOn })
  await set('slow', true)
  await set('noConnection', true)
  await set('noConnection', true)
  assert.equal((await stateOf(context)).mishaps, ['slow', 'noConnection'])
  await set('slow', false)
  assert.equal((await stateOf(context)).mishaps, ['noConnection'])
  const broken = await ask(context, '/api/v3/list-enrolled-factors').catch(
    (error: NodeJS.ErrnoException) => error.code,
  )
  assert.is(broken, 'ECONNRESET')
  await set('noConnection', false)
  assert.is((await ask(context, '/api/v3/list-enrolled-factors')).status, 200)
})

routes('time that is skipped passes for the sandbox as well', async (context) => {
  const person = await personOf(context)
  assert.match((await send(context, person)).text, /"statusCode":200/)
  assert.match((await send(context, person)).text, /"statusCode":429/)
  await post(context, '/play/time', { ms: 60_000 })
  assert.is((await stateOf(context)).skippedMs, 60_000)
  assert.match((await send(context, person)).text, /"statusCode":200/)
})

routes('refuses what is no JSON, too long, or no such thing', async (context) => {
  const tooLong = { mishap: 'slow', isOn: true, more: 'x'.repeat(20_000) }
  assert.is((await post(context, '/play/mishap', tooLong)).status, 400)
  assert.is((await post(context, '/play/mishap', { mishap: 'toString', isOn: true })).status, 400)
  assert.is((await post(context, '/play/time', { ms: 'soon' })).status, 400)
  const form = { 'content-type': 'text/plain' }
  assert.is((await post(context, '/play/mishap', { mishap: 'slow', isOn: true }, form)).status, 400)
  await post(context, '/play/time', { ms: -5 })
  assert.equal(await stateOf(context).then(({ mishaps, skippedMs }) => ({ mishaps, skippedMs })), {
    mishaps: [],
    skippedMs: 0,
  })
})

routes('the operator’s addresses of the sandbox are not served', async (context) => {
  const { adminToken } = context.page.playground.sandbox
  assert.is((await ask(context, `/sandbox/${adminToken}/outbox`)).status, 404)
})

routes.run()
