import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment, type ShownEnrollment } from '../../src/index.ts'
import { openBrowser } from './browser.ts'

const browser = openBrowser()
const { account, mounting } = await import('./mounted.tsx')
const { EnrollmentFlow } = await import('../../src/react/index.ts')
const mount = mounting(browser)

const elsewhere = suite('an enrollment that a function of the host makes')
elsewhere.after(browser.close)

/** What surfaces need, and no more: as an enrollment at a server is. */
const shownOnly = ({ id, getSnapshot, view, subscribe, send, stop }: ShownEnrollment): ShownEnrollment => ({
  id,
  getSnapshot,
  view,
  subscribe,
  send,
  stop,
})

for (const strict of [false, true])
  elsewhere(
    `${strict ? 'in StrictMode' : 'in a root'}: it is shown, led to its end, and followed by another`,
    async () => {
      const { service, clock, requested, bound, sent } = account()
      const made: ShownEnrollment[] = []
      let closed = 0
      const page = await mount(
        <EnrollmentFlow
          source={() => {
            const enrollment = shownOnly(createEnrollment({ service, clock }))
            made.push(enrollment)
            return enrollment
          }}
          clock={clock}
          choices={['EMAIL']}
          onClose={() => (closed += 1)}
        />,
        { strict },
      )
      const rounds = made.length
      await page.choose('EMAIL')
      page.write('email', 'ann@example.com')
      await page.click('send')
      assert.is(page.state(), 'awaitingCode')
      await page.type('code-input', sent())
      await page.doing(() => page.enter('code'))
      assert.is(page.state(), 'done')
      assert.equal([requested(), bound()], [1, 1])
      // However often it was drawn meanwhile.
      assert.is(made.length, rounds)
      await page.click('close')
      assert.is(page.state(), 'idle')
      assert.is(closed, 1)
      assert.is(made.length, 2 * rounds)
      await page.unmount()
    },
  )

elsewhere.run()
