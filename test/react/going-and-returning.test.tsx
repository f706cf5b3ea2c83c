import { Activity, StrictMode, useEffect, useState } from 'react'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment, type Enrollment, type EnrollmentRecord } from '../../src/index.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, mounting } = await import('./mounted.tsx')
const { EnrollmentFlow, useEnrollment } = await import('../../src/react/index.ts')
const mount = mounting(browser)

const returning = suite('a React page that goes and returns')
returning.after(browser.close)

/** What a browser may keep of an enrollment that stands at this point. */
const storedAt = async (
  person: ReturnType<typeof account>,
  factorType: 'OTP' | 'SMS',
): Promise<EnrollmentRecord> => {
  const { service, clock } = person
  let enrollment: Enrollment | null = null
  const Kept = () => {
    const used = useEnrollment({ service, clock }).enrollment
    useEffect(() => {
      enrollment = used
    }, [used])
    return null
  }
  const page = await mount(<Kept />)
  const profile = { phoneNumber: '18800000000' }
  await page.doing(() =>
    enrollment?.send(
      factorType === 'OTP'
        ? { type: 'factor.chosen', factorType }
        : { type: 'factor.chosen', factorType, profile },
    ),
  )
  const record = enrollment === null ? null : JSON.parse(JSON.stringify((enrollment as Enrollment).persist()))
  await page.unmount()
  return record
}

for (const strict of [false, true]) {
  returning(
    `a stored OTP record comes back expired, is shown at once, and one click renews (strict: ${strict})`,
    async () => {
      const person = account()
      const record = await storedAt(person, 'OTP')
      const { service, clock, requested } = person
      const page = await mount(<EnrollmentFlow source={{ service, clock, record }} choices={['OTP']} />, {
        strict,
      })
      assert.is(page.state(), 'expired')
      assert.is(requested(), 1, 'mounting asked for nothing')
      await page.click('renew-button')
      assert.is(page.state(), 'awaitingCode')
      assert.is(requested(), 2)
      await page.unmount()
    },
  )
}

returning('a stored SMS record does not hold the number, so it is asked for anew', async () => {
  const person = account()
  const record = await storedAt(person, 'SMS')
  const { service, clock, sandbox } = person
  const page = await mount(<EnrollmentFlow source={{ service, clock, record }} choices={['SMS']} />)
  assert.is(page.state(), 'expired')
  await page.doing(() => clock.advance(60_000))
  assert.is(page.text('renew-button'), 'Enter the number again')
  await page.click('renew-button')
  await page.type('phone', '+86 18800000000')
  await page.click('send')
  assert.is(page.state(), 'awaitingCode')
  assert.is(sandbox.outbox.length, 2)
  await page.unmount()
})

returning('a record is gone on from once: what follows its end is a fresh enrollment', async () => {
  const person = account()
  const record = await storedAt(person, 'OTP')
  const { service, clock } = person
  const page = await mount(<EnrollmentFlow source={{ service, clock, record }} choices={['OTP']} />)
  await page.click('cancel')
  await page.click('close')
  assert.is(page.state(), 'idle')
  await page.unmount()
})

returning(
  'hidden by Activity it stops, and shown again it goes on where it was, with the same key',
  async () => {
    const { service, clock, requested, appCode } = account()
    const Hidable = ({ isHidden }: { readonly isHidden: boolean }) => (
      <Activity mode={isHidden ? 'hidden' : 'visible'}>
        <EnrollmentFlow source={{ service, clock }} choices={['OTP']} />
      </Activity>
    )
    const page = await mount(<Hidable isHidden={false} />)
    await page.choose('OTP')
    await page.click('continue')
    const key = page.text('manual-key')
    await page.rerender(<Hidable isHidden />)
    assert.is(clock.pending.size, 0)
    clock.advance(10_000)
    await page.rerender(<Hidable isHidden={false} />)
    assert.is(page.state(), 'awaitingCode')
    assert.is(page.text('manual-key'), key)
    assert.is(page.text('countdown'), '50 seconds left')
    assert.is(requested(), 1)
    await page.type('code-input', appCode(key))
    assert.is(page.state(), 'savingRecoveryCode')
    // The one thing that must not get lost.
    const code = page.text('recovery-code')
    await page.rerender(<Hidable isHidden />)
    await page.rerender(<Hidable isHidden={false} />)
    assert.is(page.text('recovery-code'), code)
    await page.unmount()
  },
)

returning('the hooks of the latest render are called, not those of the first', async () => {
  const { service, clock } = account()
  const heard: string[] = []
  const Flow = ({ name }: { readonly name: string }) => (
    <EnrollmentFlow source={{ service, clock, onEnd: () => heard.push(name) }} choices={['OTP']} />
  )
  const page = await mount(<Flow name="first" />)
  await page.rerender(<Flow name="second" />)
  await page.choose('OTP')
  await page.click('continue')
  await page.click('cancel')
  assert.equal(heard, ['second'])
  await page.unmount()
})

returning('what is sent after the component went is refused, and starts nothing', async () => {
  const { service, clock, sandbox } = account()
  let enrollment: Enrollment | null = null
  const Used = () => {
    const used = useEnrollment({ service, clock }).enrollment
    useEffect(() => {
      enrollment = used
    }, [used])
    return null
  }
  const page = await mount(<Used />)
  await page.unmount()
  const sent = (enrollment as Enrollment | null)?.send({ type: 'factor.chosen', factorType: 'OTP' })
  assert.equal(sent, { accepted: false, reason: 'ended' })
  assert.equal(sandbox.requests, [])
})

returning('an enrollment that is given in place of another is shown instead', async () => {
  const { service, clock } = account()
  const [one, other] = [createEnrollment({ service, clock }), createEnrollment({ service, clock })]
  const Shown = ({ source }: { readonly source: Enrollment }) => (
    <output data-mfa-part="out">{useEnrollment(source).view.state}</output>
  )
  const page = await mount(<Shown source={one} />)
  await page.doing(() => other.send({ type: 'factor.chosen', factorType: 'OTP' }))
  assert.is(page.text('out'), 'idle')
  await page.rerender(<Shown source={other} />)
  assert.is(page.text('out'), 'awaitingCode')
  await page.unmount()
  for (const each of [one, other]) each.stop()
})

returning(
  'in concurrent rendering, two components never show different moments of one enrollment',
  async () => {
    const { startTransition } = await import('react')
    const { service, clock } = account()
    const enrollment = createEnrollment({ service, clock })
    const seen = new Set<string>()
    const Half = () => <i>{useEnrollment(enrollment).view.state}</i>
    let slowly: (n: number) => void = () => undefined
    const Both = () => {
      const [count, setCount] = useState(0)
      useEffect(() => {
        slowly = setCount
      }, [])
      return (
        <StrictMode>
          <p data-mfa-part="pair">
            <Half /> {count} <Half />
          </p>
        </StrictMode>
      )
    }
    const page = await mount(<Both />)
    await page.doing(() => {
      startTransition(() => slowly(1))
      enrollment.send({ type: 'factor.chosen', factorType: 'OTP' })
      startTransition(() => slowly(2))
    })
    for (const half of page.all('i')) seen.add(half.textContent ?? '')
    assert.equal([...seen], ['awaitingCode'])
    await page.unmount()
    enrollment.stop()
  },
)

returning.run()
