import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { answerText } from '../../../src/cli/loopback/answers.ts'
import { startLoopbackServer } from '../../../src/cli/loopback/loopback-server.ts'
import { enter, rawAsk, type Ask } from './raw-ask.ts'

const inside = 'what only the person may see'

interface Context {
  server: Awaited<ReturnType<typeof startLoopbackServer>>
  spent: number
}
const loopback = suite<Context>('a server for pages of this machine')

loopback.before.each(async (context) => {
  context.spent = 0
  context.server = await startLoopbackServer({
    port: 0,
    answerAt: () => (_, outgoing) => answerText(outgoing, 200, inside),
    onSpentLink: () => {
      context.spent += 1
    },
  })
})
loopback.after.each(({ server }) => server.close())

const refused = async (url: string, how: Ask, name: string) => {
  const { status, text, headers } = await rawAsk(url, how)
  assert.is(status, 403, name)
  assert.not.match(text, inside)
  assert.is(headers['set-cookie'], undefined, name)
  assert.is(headers['access-control-allow-origin'], undefined, name)
}

loopback('lets in who opens its link, and shows no part of it to anybody else', async ({ server }) => {
  const link = server.newLink()
  await refused(server.origin, {}, 'no cookie')
  const entered = await rawAsk(link)
  assert.is(entered.status, 303)
  assert.is(entered.headers.location, '/')
  const cookie = entered.headers['set-cookie']?.[0] ?? ''
  assert.match(cookie, /; Path=\/; HttpOnly; SameSite=Strict$/)
  assert.not.match(cookie, new URL(link).pathname.split('/').at(-1) ?? link)

  const seen = await rawAsk(server.origin, { headers: { cookie: cookie.split(';', 1)[0] ?? '' } })
  assert.is(seen.text, `${inside}\n`)
  await refused(server.origin, { headers: { cookie: 'mfa_enroll_1=guess' } }, 'a cookie that is none')
})

loopback(
  'a link works once; who is in may use it again, and the terminal hears of others',
  async (context) => {
    const { server } = context
    const link = server.newLink()
    const cookie = await enter(link)
    assert.is((await rawAsk(link, { headers: { cookie } })).status, 303)
    assert.is(context.spent, 0)
    await refused(link, {}, 'the link again')
    assert.is(context.spent, 1)
    await refused(`${server.origin}/open/guess`, {}, 'a link that never was one')
    assert.is(context.spent, 1)
  },
)

loopback(
  'a new link takes the place of the one before, and the first browser stays in',
  async ({ server }) => {
    const cookie = await enter(server.newLink())
    const second = server.newLink()
    const third = server.newLink()
    await refused(second, {}, 'replaced')
    assert.is(await enter(third), cookie)
    assert.is((await rawAsk(server.origin, { headers: { cookie } })).status, 200)
  },
)

loopback('fetching ahead does not use up the link', async ({ server }) => {
  const link = server.newLink()
  await refused(link, { headers: { 'sec-purpose': 'prefetch;prerender' } }, 'prerender')
  await refused(link, { headers: { purpose: 'prefetch' } }, 'prefetch')
  assert.is((await rawAsk(link, { method: 'HEAD' })).status, 403)
  assert.is((await rawAsk(link)).status, 303)
})

loopback('answers under its own name alone', async ({ server }) => {
  const cookie = await enter(server.newLink())
  const { port } = new URL(server.origin)
  const others = [
    '127.0.0.1',
    `localhost:${port}`,
    `evil.example:${port}`,
    `127.0.0.1.evil:${port}`,
    '127.0.0.1:1',
  ]
  for (const host of others) await refused(server.origin, { headers: { host, cookie } }, host)
  assert.is((await rawAsk(server.origin, { headers: { host: `127.0.0.1:${port}`, cookie } })).status, 200)
})

loopback('answers no other page, whatever it sends, also if it has the cookie', async ({ server }) => {
  const cookie = await enter(server.newLink())
  const { port } = new URL(server.origin)
  for (const origin of [
    'null',
    'http://evil.example',
    `https://127.0.0.1:${port}`,
    `http://localhost:${port}`,
    '',
  ])
    for (const method of ['GET', 'POST', 'OPTIONS'])
      await refused(server.origin, { method, headers: { origin, cookie } }, `${method} from ${origin}`)
  for (const site of ['cross-site', 'same-site'])
    await refused(server.origin, { headers: { 'sec-fetch-site': site, cookie } }, site)
  const own = { origin: server.origin, 'sec-fetch-site': 'same-origin', cookie }
  assert.is((await rawAsk(server.origin, { method: 'POST', headers: own })).status, 200)
})

loopback('another page cannot use up the link', async ({ server }) => {
  const link = server.newLink()
  await refused(link, { headers: { 'sec-fetch-site': 'cross-site' } }, 'a link on a page')
  await refused(link, { headers: { origin: 'null' } }, 'a sandboxed frame')
  assert.is((await rawAsk(link)).status, 303)
})

loopback('every answer, refusals too, says what a page may do', async ({ server }) => {
  const cookie = await enter(server.newLink())
  for (const headers of [{ cookie }, {}, { host: 'evil.example' }]) {
    const answer = await rawAsk(server.origin, { headers })
    const policy = String(answer.headers['content-security-policy'])
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/)
    assert.match(policy, "connect-src 'self'")
    assert.match(policy, "frame-ancestors 'none'")
    assert.match(policy, "require-trusted-types-for 'script'")
    assert.not.match(policy, /unsafe|\*|data:|http/)
    assert.is(answer.headers['x-content-type-options'], 'nosniff')
    assert.is(answer.headers['referrer-policy'], 'no-referrer')
    assert.is(answer.headers['cache-control'], 'no-store')
    assert.is(answer.headers['cross-origin-resource-policy'], 'same-origin')
  }
})

loopback('a second run does not let in who was let into the first', async ({ server }) => {
  const cookie = await enter(server.newLink())
  const { port } = new URL(server.origin)
  await server.close()
  const again = await startLoopbackServer({
    port: Number(port),
    answerAt: () => (_, outgoing) => answerText(outgoing, 200, inside),
  })
  try {
    await refused(again.origin, { headers: { cookie } }, 'the cookie of the first run')
  } finally {
    await again.close()
  }
})

loopback.run()
