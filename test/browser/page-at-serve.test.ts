import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Browser, Page } from 'playwright-core'
import type { Fault } from '../../src/sandbox/index.ts'
import { startBrowser } from './chromium.ts'
import { codeOfKey, part, screenOf } from './element-page.ts'
import { atServe, type PageAtServe } from './page-at-serve.ts'
import { onStage } from '../system/served.ts'
import { startTcpBalancer } from '../system/tcp-balancer.ts'
import * as react from './react-page.ts'

const page = suite<{ browser: Browser }>('the page against `mfa-enroll serve`')

page.before(async (context) => {
  context.browser = await startBrowser()
})
page.after(async ({ browser }) => {
  await browser.close()
})

const screenNow = (tab: Page, name: string) => screenOf(tab, name).waitFor({ timeout: 40_000 })
const keyOf = (tab: Page) => tab.locator('[data-secret]').innerText()
const secondsOf = async (tab: Page) => Number(/\d+/.exec(await part(tab, 'countdown').innerText())?.[0])
const says = (tab: Page, text: RegExp) => tab.locator('.screen').getByText(text).waitFor({ timeout: 40_000 })
const lost = /The connection is lost/
const isBack = (tab: Page) =>
  tab.locator('.screen').getByText(lost).waitFor({ state: 'detached', timeout: 40_000 })

const toAppCode = async (tab: Page) => {
  await part(tab, 'choice-otp').click()
  await part(tab, 'request').click()
  await screenNow(tab, 'appCode')
}
const askForMessage = async (tab: Page, number: string) => {
  await part(tab, 'choice-sms').click()
  await tab.locator('#country').selectOption('CN')
  await tab.locator('#phone').fill(number)
  await part(tab, 'request').click()
}
const toSentCode = async (tab: Page, number: string) => {
  await askForMessage(tab, number)
  await screenNow(tab, 'sentCode')
}
const lastCode = ({ playground }: PageAtServe) => playground.sandbox.outbox.at(-1)?.code ?? ''
const asked = ({ playground }: PageAtServe, endpoint: string) =>
  playground.sandbox.requests.filter((request) => request.endpoint === endpoint).length
const boundOf = ({ playground, userId }: PageAtServe) =>
  playground.sandbox.factors(userId()).map(({ factorType }) => factorType)
const upset = ({ playground }: PageAtServe, ...faults: readonly Fault[]) => {
  playground.sandbox.faults.clear()
  for (const fault of faults) playground.sandbox.faults.add(fault)
}
/** From here the server knows it, and its id is kept. */
const isKept = (tab: Page, { userId }: PageAtServe) =>
  tab.waitForFunction((name) => sessionStorage.getItem(name) !== null, userId())

page(
  'a reload goes on where it was: asked for, awaited, checked, looked for, saved, done',
  async ({ browser }) => {
    await atServe(browser, async (there) => {
      const { page: tab, complaints, close } = await there.visit()
      const send = there.hold('/api/v3/send-enroll-factor-request')
      await part(tab, 'choice-otp').click()
      await part(tab, 'request').click()
      await isKept(tab, there)
      await tab.reload()
      await screenNow(tab, 'requesting')
      send()
      await screenNow(tab, 'appCode')

      const [key, seconds] = [await keyOf(tab), await secondsOf(tab)]
      await tab.reload()
      await screenNow(tab, 'appCode')
      assert.is(await keyOf(tab), key)
      assert.ok((await secondsOf(tab)) <= seconds, 'the same minute')

      const bind = there.hold('/api/v3/enroll-factor')
      const taken = tab.waitForResponse(/\/events$/)
      await tab.locator('#code').fill(await codeOfKey(tab))
      await taken
      await tab.reload()
      await screenNow(tab, 'binding')
      bind()
      await screenNow(tab, 'recoveryCode')

      const recoveryCode = await keyOf(tab)
      await tab.reload()
      await screenNow(tab, 'recoveryCode')
      assert.is(await keyOf(tab), recoveryCode)
      await part(tab, 'saved').click()
      await screenNow(tab, 'done')
      await tab.reload()
      await part(tab, 'factor').waitFor()

      // Its answer gets lost, so the server looks whether it worked.
      upset(there, { endpoint: 'enrollFactor', kind: 'lostReply', times: 1 })
      await toSentCode(tab, '18800000001')
      const list = there.hold('/api/v3/list-enrolled-factors')
      await tab.locator('#code').fill(lastCode(there))
      await screenNow(tab, 'reconciling')
      await tab.reload()
      await screenNow(tab, 'reconciling')
      list()
      await screenNow(tab, 'done')
      assert.equal([asked(there, 'sendEnrollFactorRequest'), asked(there, 'enrollFactor')], [2, 2])
      assert.equal(boundOf(there), ['OTP', 'SMS'])
      assert.equal(complaints, [])
      await close()
    })
  },
)

page('a reload goes on where it was: after an error, over, failed, cancelled', async ({ browser }) => {
  await atServe(browser, async (there) => {
    const { page: tab, close } = await there.visit()
    upset(there, { endpoint: 'sendEnrollFactorRequest', kind: 'serverError', times: 1 })
    await askForMessage(tab, '18800000002')
    await says(tab, /The service has a problem/)
    await tab.reload()
    await says(tab, /The service has a problem/)

    // It stands where it was asked for, to be entered once more.
    await tab.locator('#country').selectOption('CN')
    await tab.locator('#phone').fill('18800000003')
    await part(tab, 'request').click()
    await screenNow(tab, 'sentCode')
    upset(there, { endpoint: 'enrollFactor', kind: 'refusal', statusCode: 499, apiCode: 2300, times: 1 })
    await tab.locator('#code').fill(lastCode(there))
    await screenNow(tab, 'expired')
    await tab.reload()
    await screenNow(tab, 'expired')
    assert.match(await part(tab, 'hint').innerText(), '188****0003')

    upset(there, { endpoint: 'sendEnrollFactorRequest', kind: 'refusal', statusCode: 403, times: 1 })
    await part(tab, 'other-factor').click()
    await part(tab, 'choice-otp').click()
    await part(tab, 'request').click()
    await screenNow(tab, 'failed')
    await tab.reload()
    await screenNow(tab, 'failed')
    await part(tab, 'start-over').click()

    await toAppCode(tab)
    // A screen that has only just come takes no "Cancel" for a click.
    const seconds = await secondsOf(tab)
    await tab
      .locator('[part~=countdown]')
      .getByText(`${seconds - 2} seconds left`)
      .waitFor({ state: 'attached' })
    await part(tab, 'cancel').click()
    await screenNow(tab, 'cancelled')
    await tab.reload()
    await part(tab, 'choice-otp').waitFor()
    assert.equal(boundOf(there), [])
    await close()
  })
})

page(
  '`serve` is killed while a code is awaited: both tabs say so, and go on by themselves',
  async ({ browser }) => {
    await atServe(browser, async (there) => {
      const { page: tab, close } = await there.visit()
      await toAppCode(tab)
      const key = await keyOf(tab)
      const other = await there.another(tab)
      await screenNow(other, 'appCode')
      assert.is(await keyOf(other), key)

      await there.kill()
      for (const each of [tab, other]) {
        await says(each, lost)
        assert.is(await keyOf(each), key)
      }
      await there.restart()
      for (const each of [tab, other]) {
        await isBack(each)
        assert.is(await keyOf(each), key)
      }
      await other.locator('#code').fill(await codeOfKey(other))
      for (const each of [tab, other]) await screenNow(each, 'recoveryCode')
      assert.is(await keyOf(tab), await keyOf(other))
      assert.equal([asked(there, 'enrollFactor'), boundOf(there)], [1, ['OTP']])
      await close()
    })
  },
)

page('`serve` is killed while a code is checked: it is looked for, and bound once', async ({ browser }) => {
  await atServe(browser, async (there) => {
    const { page: tab, close } = await there.visit()
    await toSentCode(tab, '18800000004')
    const other = await there.another(tab)
    await screenNow(other, 'sentCode')
    upset(there, { endpoint: 'enrollFactor', kind: 'latency', ms: 8_000 })
    const taken = tab.waitForResponse(/\/events$/)
    await tab.locator('#code').fill(lastCode(there))
    await taken
    await there.kill()
    await says(tab, lost)
    await there.restart()
    for (const each of [tab, other]) await screenNow(each, 'done')
    assert.equal([asked(there, 'enrollFactor'), boundOf(there)], [1, ['SMS']])
    await close()
  })
})

page(
  'an access token that is over in the middle is followed by a new one, in silence',
  async ({ browser }) => {
    await atServe(
      browser,
      async (there) => {
        const { page: tab, complaints, close } = await there.visit()
        await toAppCode(tab)
        const key = await keyOf(tab)
        const next = await tab.waitForRequest(/\/stream$/, { timeout: 30_000 })
        assert.is((await next.response())?.status(), 200)
        assert.is(await part(tab, 'problem').count(), 0)
        assert.is(await keyOf(tab), key)
        await tab.locator('#code').fill(await codeOfKey(tab))
        await screenNow(tab, 'recoveryCode')
        assert.equal(complaints, [])
        await close()
      },
      { tokenSeconds: 10 },
    )
  },
)

page("another person's browser with the id in its storage sees nothing", async ({ browser }) => {
  await atServe(browser, async (there) => {
    const mine = await there.visit()
    await toSentCode(mine.page, '18800000005')
    const id = await mine.page.evaluate((name) => sessionStorage.getItem(name), there.userId())
    await mine.close()
    there.playground.signInAfresh()
    const theirs = await there.visit({ [there.userId()]: String(id) })
    const { page: tab } = theirs
    await part(tab, 'choice-otp').waitFor()
    assert.not.match(await tab.locator('body').innerText(), /0005/)
    assert.is(await part(tab, 'problem').count(), 0)
    assert.is(await tab.evaluate((name) => sessionStorage.getItem(name), there.userId()), null)
    // And what they begin is their own.
    await toAppCode(tab)
    assert.is.not(await tab.evaluate((name) => sessionStorage.getItem(name), there.userId()), id)
    await theirs.close()
  })
})

page(
  'a React page of another origin, as `--origin` names it: the same, over a crash',
  async ({ browser }) => {
    const site = await react.startReactPage()
    await onStage(async ({ db, serve }) => {
      const genauth = new URL(site.url()).searchParams.get('host') ?? ''
      const start = async () => {
        const served = await serve(['--db', db, '--origin', new URL(site.url()).origin], {
          GENAUTH_HOST: genauth,
          GENAUTH_APP_ID: site.sandbox.appId,
        })
        balancer.to([Number(new URL(served.url).port)])
        return served
      }
      const balancer = await startTcpBalancer()
      const first = await start()
      const { page: tab, close } = await react.visit(browser, site.url({ server: balancer.url }))
      const origins = new Set<string>()
      tab.on('request', (request) => origins.add(new URL(request.url()).origin))
      await react.openMail(tab)
      await tab.reload()
      await react.inState(tab, 'awaitingCode').waitFor()

      await react.part(tab, 'code-input').fill('12')
      await react.part(tab, 'cancel').focus()
      await first.end('SIGKILL')
      await react.part(tab, 'status').getByText(lost).waitFor({ timeout: 20_000 })
      // Neither the focus nor what was typed is lost by it.
      assert.ok(await tab.evaluate(() => document.activeElement?.matches('[data-mfa-part=cancel]')))
      assert.is(await react.part(tab, 'code-input').inputValue(), '12')
      await start()
      await react.part(tab, 'status').getByText(lost).waitFor({ state: 'detached', timeout: 40_000 })
      await react.part(tab, 'code-input').fill(react.lastCode(site))
      await react.part(tab, 'confirm').click()
      await react.inState(tab, 'done').waitFor()
      await react.part(tab, 'close').click()
      await react.part(tab, 'factor').waitFor()
      assert.equal([react.asked(site, 'sendEnrollFactorRequest'), react.asked(site, 'enrollFactor')], [1, 1])
      assert.equal([...origins].toSorted(), [new URL(site.url()).origin, balancer.url].toSorted())
      await close()
    })
    await site.close()
  },
)

page.run()
