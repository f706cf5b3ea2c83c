import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment, type Enrollment } from '../../src/index.ts'
import type { ParsePhone } from '../../src/react/index.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, mounting } = await import('./mounted.tsx')
const react = await import('../../src/react/index.ts')
const { CodeField, Countdown, EnrollmentFlow, EnrollmentProvider, EnrollmentTexts, FactorChoice, Prepare } =
  react
const mount = mounting(browser)

const parts = suite('the parts of a React page')
parts.after(browser.close)

parts('stand in the host’s own order and markup, and show themselves when they apply', async () => {
  const { service, clock } = account()
  const enrollment = createEnrollment({ service, clock })
  const page = await mount(
    <EnrollmentProvider enrollment={enrollment} clock={clock}>
      <Countdown className="timer" render={({ seconds }) => <meter max={60} value={seconds} />} />
      <CodeField className="mine">
        <a href="/help">Help</a>
      </CodeField>
      <FactorChoice choices={['OTP']} />
      <Prepare />
    </EnrollmentProvider>,
  )
  assert.is(page.part('code'), null)
  await page.choose('OTP')
  await page.click('continue')
  assert.is(page.one('countdown').className, 'timer')
  assert.is(page.one('countdown').innerHTML, '<meter max="60" value="60"></meter>')
  assert.is(page.one('code').className, 'mine')
  assert.ok(page.one('code').querySelector('a[href="/help"]'))
  assert.ok(page.part('code-input'), 'children stand beside the part’s own content')
  await page.unmount()
  enrollment.stop()
})

parts('of its own render: the code field submits as always', async () => {
  const { service, clock, sent, bound } = account()
  const enrollment = createEnrollment({ service, clock })
  let submit: (code: string) => void = () => undefined
  const page = await mount(
    <EnrollmentProvider enrollment={enrollment} clock={clock}>
      <CodeField
        render={(given) => {
          submit = given.submit
          return <b data-mfa-part="own">{given.digits ?? 'any'}</b>
        }}
      />
    </EnrollmentProvider>,
  )
  await page.doing(() =>
    enrollment.send({ type: 'factor.chosen', factorType: 'EMAIL', profile: { email: 'mina@example.org' } }),
  )
  assert.is(page.text('own'), 'any')
  await page.doing(() => {
    submit(sent())
    submit(sent())
  })
  assert.is(bound(), 1)
  await page.unmount()
  enrollment.stop()
})

parts('outside of an enrollment say what is missing', async () => {
  const { renderToString } = await import('react-dom/server')
  assert.throws(() => renderToString(<CodeField />), /EnrollmentProvider or EnrollmentFlow/)
})

parts('carry no style, but the announcer, which is out of sight', async () => {
  const { service, clock } = account()
  const page = await mount(<EnrollmentFlow source={{ service, clock }} choices={['OTP']} />)
  await page.choose('OTP')
  await page.click('continue')
  assert.equal(
    page.all('[style]').map((styled) => styled.getAttribute('data-mfa-part')),
    ['announcer'],
  )
  await page.unmount()
})

parts('texts may be overridden, one by one, and in a language of one’s own', async () => {
  const { service, clock } = account()
  const overrides = {
    words: { chooseTitle: 'Zweiten Faktor hinzufügen' },
    messages: { chooseFactor: () => 'Bitte wählen' },
  }
  const page = await mount(
    <EnrollmentTexts lang="de" overrides={overrides}>
      <EnrollmentFlow source={{ service, clock }} choices={['OTP']} headingLevel={3} />
    </EnrollmentTexts>,
  )
  assert.is(page.text('title'), 'Zweiten Faktor hinzufügen')
  assert.is(page.one('title').tagName, 'H3')
  assert.is(page.text('message'), 'Bitte wählen')
  assert.is(page.one('flow').getAttribute('lang'), 'de')
  await page.unmount()
})

const asking = async (given: { readonly parsePhone?: ParsePhone; readonly region?: string } = {}) => {
  const person = account()
  const { service, clock } = person
  const page = await mount(
    <EnrollmentFlow source={{ service, clock }} choices={['SMS', 'EMAIL']} region="DE" {...given} />,
  )
  return { ...person, page }
}

parts('a number goes out with its country code, chosen or typed', async () => {
  const { page, sandbox } = await asking()
  await page.choose('SMS')
  page.write('phone', '0170 123 45 67')
  await page.click('send')
  assert.is(sandbox.outbox.at(-1)?.to, '+491701234567')
  await page.click('mend')
  await page.type('phone', '+86 188 0000 0000')
  assert.is(Reflect.get(page.one('country'), 'value'), 'CN')
  await page.click('send')
  assert.is(sandbox.outbox.at(-1)?.to, '+8618800000000')
  await page.unmount()
})

parts('a North American number goes out without its leading 1, and its country stays', async () => {
  const { page, sandbox } = await asking({ region: 'CA' })
  await page.choose('SMS')
  await page.type('phone', '13800000000')
  await page.click('send')
  assert.match(page.text('destination'), 'not a mobile number of the country chosen')
  assert.equal(sandbox.requests, [])
  await page.type('phone', '1 (415) 555-2671')
  await page.click('send')
  assert.is(sandbox.outbox.at(-1)?.to, '+14155552671')
  await page.click('mend')
  assert.is(Reflect.get(page.one('country'), 'value'), 'CA')
  await page.type('phone', '+1 415 555 2671')
  assert.is(Reflect.get(page.one('country'), 'value'), 'CA')
  await page.unmount()
})

parts('what is no number or address is said at the field, and nothing is sent', async () => {
  const { page, sandbox } = await asking()
  await page.choose('SMS')
  page.write('phone', 'call me')
  await page.click('send')
  assert.match(page.text('destination'), 'not a mobile number of the country chosen')
  assert.is(page.field('phone').getAttribute('aria-invalid'), 'true')
  await page.click('back')
  await page.choose('EMAIL')
  assert.is(page.field('email').value, '')
  assert.not.match(page.text('destination'), 'This is not')
  await page.doing(() => {
    page.write('email', 'mina@@example')
    page.enter('destination')
  })
  assert.match(page.text('destination'), 'This is not an e-mail address')
  assert.equal(sandbox.requests, [])
  await page.unmount()
})

parts('the host’s own parser decides, and its browser may fill in whole numbers', async () => {
  const asked: string[] = []
  const { page, sandbox } = await asking({
    parsePhone: (typed, code, region) => {
      asked.push(`${region} ${code} ${typed}`)
      return typed === 'no' ? null : { phoneNumber: '1701234567', phoneCountryCode: '+49' }
    },
  })
  await page.choose('SMS')
  assert.is(page.field('phone').getAttribute('autocomplete'), 'tel')
  page.write('phone', 'no')
  await page.click('send')
  assert.match(page.text('destination'), 'not a mobile number of the country chosen')
  page.write('phone', 'yes')
  await page.click('send')
  assert.equal(asked, ['DE +49 no', 'DE +49 yes'])
  assert.is(sandbox.outbox.at(-1)?.to, '+491701234567')
  await page.unmount()
})

parts('an address that must wait says how long', async () => {
  const { page, clock } = await asking()
  await page.choose('EMAIL')
  page.write('email', 'mina@example.org')
  await page.click('send')
  await page.doing(() => clock.advance(20_000))
  await page.click('mend')
  await page.click('send')
  assert.match(page.text('destination'), '40 s')
  await page.unmount()
})

parts('a failure names what support needs, and starts over', async () => {
  const { service, clock, sandbox } = account()
  let enrollment: Enrollment | null = null
  sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'wrongShape', times: 1 })
  const made = createEnrollment({ service, clock })
  enrollment = made
  const page = await mount(<EnrollmentFlow source={made} clock={clock} choices={['OTP']} />)
  await page.choose('OTP')
  await page.click('continue')
  assert.is(page.state(), 'failed')
  assert.match(page.text('status'), 'makes no sense')
  assert.match(page.text('support'), enrollment.id)
  assert.match(page.text('support'), 'invalidResponse')
  assert.is(page.focused(), 'start-over')
  await page.click('start-over')
  assert.is(page.state(), 'idle')
  await page.unmount()
  made.stop()
})

parts.run()
