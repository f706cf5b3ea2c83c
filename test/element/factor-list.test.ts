import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { redact, type FactorDirectory } from '../../machines/index.ts'
import { right } from '#fp-ts/TaskEither'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, placed } = await import('./person.ts')
const { MfaEnrollmentElement } = await import('../../src/element/index.ts')

const list = suite('the list of factors in a page')
list.after(browser.close)

const start = async (given: Partial<InstanceType<typeof MfaEnrollmentElement>> = {}, options = {}) => {
  const person = account(options)
  const { service, clock, directory } = person
  const page = await placed(browser, () => new MfaEnrollmentElement(), {
    service,
    clock,
    directory,
    ...given,
  })
  return { ...person, ...page }
}

const withMail = async (address = 'ann@example.org') => {
  const page = await start()
  await page.press('choice-email')
  page.write('#email', address)
  await page.press('request')
  page.write('#code', page.sentCode())
  await page.press('confirm')
  await page.press('close')
  return page
}

const choices = (page: Awaited<ReturnType<typeof start>>) =>
  [...page.root().querySelectorAll('[part~=choice]')].map((found) =>
    found.getAttribute('part')?.trim().split(' ').at(-1),
  )

list('an account without factors is told what they are for, and offered what there is', async () => {
  const page = await start({}, { enabledFactors: ['SMS', 'OTP'] })
  assert.match(page.text('message') ?? '', 'None yet')
  assert.equal(choices(page), ['choice-otp', 'choice-sms'])
  await page.gone()
})

list('a face is offered only where there is a way to upload it', async () => {
  const without = await start()
  assert.not.ok(choices(without).includes('choice-face'))
  await without.gone()
  const withUpload = await start({ upload: account().upload })
  assert.ok(choices(withUpload).includes('choice-face'))
  await withUpload.gone()
})

list("the page's own choice of factors wins, in its order", async () => {
  const page = await start({ factors: ['EMAIL', 'OTP'] })
  assert.equal(choices(page), ['choice-email', 'choice-otp'])
  await page.gone()
})

list('what the account has is named, with where its codes go, masked', async () => {
  const page = await withMail()
  assert.is(page.text('factor-name'), 'E-mail')
  assert.is(page.text('factor-destination'), 'a***@example.org')
  assert.is(page.one('[part~=remove]').getAttribute('aria-label'), 'Remove E-mail, a***@example.org')
  await page.gone()
})

list('a factor of an unknown type is listed, and can be removed but not replaced', async () => {
  const factor = { factorId: 'f1', factorType: 'PASSKEY', profile: redact({}) }
  const directory: FactorDirectory = {
    ...account().directory,
    listEnrolledFactors: () => right([factor]),
    listFactorsToEnroll: () => right([{ factorType: 'PASSKEY' }]),
  }
  const page = await start({ directory })
  assert.is(page.text('factor-name'), 'Another factor')
  assert.ok(page.part('remove'))
  assert.is(page.part('replace'), null)
  assert.equal(choices(page), [])
  await page.gone()
})

list('a removal is confirmed first, and said when it is done', async () => {
  const page = await withMail()
  await page.press('remove')
  assert.match(page.text('removal') ?? '', 'only second factor')
  await page.press('remove-keep')
  assert.is(page.part('removal'), null)
  assert.is(page.count('resetFactor'), 0)
  await page.press('remove')
  await page.press('remove-confirm')
  assert.is(page.spoken('polite'), 'Removed: E-mail.')
  assert.is(page.sandbox.factors().length, 0)
  await page.gone()
})

list('a removal that failed says why, and shows what is left', async () => {
  const page = await withMail()
  page.sandbox.faults.add({ endpoint: 'resetFactor', kind: 'refusal', statusCode: 500, times: 1 })
  await page.press('remove')
  await page.press('remove-confirm')
  assert.ok(page.text('problem'))
  assert.is(page.spoken('assertive'), 'The service has a problem. Try again in a moment.')
  assert.ok(page.part('factor'))
  await page.gone()
})

list('a list that cannot be read can be asked for again', async () => {
  const person = account()
  person.sandbox.faults.add({ endpoint: '*', kind: 'refusal', statusCode: 500, times: 2 })
  const { service, directory, clock } = person
  const page = await placed(browser, () => new MfaEnrollmentElement(), { service, directory, clock })
  assert.match(page.text('problem') ?? '', 'could not be loaded')
  await page.press('reload')
  assert.is(page.part('problem'), null)
  await page.gone()
})

list('a replacement: the old factor goes last', async () => {
  const page = await withMail()
  const [old] = page.sandbox.factors()
  await page.press('replace')
  assert.match(page.text('note') ?? '', 'The old one stays until the new one works')
  page.write('#email', 'bob@example.org')
  await page.press('request')
  assert.is(page.sandbox.factors()[0]?.factorId, old?.factorId)
  page.write('#code', page.sentCode())
  await page.press('confirm')
  assert.is(page.screen(), 'done')
  assert.match(page.text('note') ?? '', 'has been removed')
  assert.is(page.sandbox.factors().length, 1)
  await page.press('close')
  assert.is(page.text('factor-destination'), 'b***@example.org')
  await page.gone()
})

list('a replacement whose end failed is finished by a press', async () => {
  const page = await withMail()
  await page.press('replace')
  page.write('#email', 'bob@example.org')
  await page.press('request')
  page.write('#code', page.sentCode())
  page.sandbox.faults.add({ endpoint: 'resetFactor', kind: 'refusal', statusCode: 500, times: 1 })
  await page.press('confirm')
  assert.match(page.text('problem') ?? '', 'could not be removed yet')
  await page.press('replace-finish')
  assert.match(page.text('note') ?? '', 'has been removed')
  await page.gone()
})

list('a factor that has gone meanwhile cannot be replaced, and the list says so', async () => {
  const page = await withMail()
  const [old] = page.sandbox.factors()
  await page.directory.resetFactor(old?.factorId ?? '')()
  await page.press('replace')
  assert.is(page.screen(), 'factors')
  assert.is(page.part('factor'), null)
  await page.gone()
})

list.run()
