// `mfa-enroll enroll` with a person at a terminal. Wants tmux.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { photoFiles } from '../cli/photo-files.ts'
import { environmentFor } from '../cli/run-command.ts'
import { withSandbox } from '../cli/with-sandbox.ts'
import { onTerminal, type Terminal } from './terminal.ts'

const enroll = suite('enrolling at a terminal')

const answered = async (terminal: Terminal, text: string) => {
  await terminal.type(text)
  await terminal.press('Enter')
}

enroll('asks for token, factor and number; what is wrong stays on the line to be mended', () =>
  withSandbox(async (running) => {
    const { GENAUTH_ACCESS_TOKEN: _, ...env } = environmentFor(running)
    await onTerminal(['enroll'], { env }, async (terminal) => {
      await terminal.until(/Access token \(not shown\):/)
      await terminal.press('Enter')
      await terminal.until(/Access token \(not shown\):\n.*is empty/)
      await answered(terminal, running.sandbox.accessToken)

      await terminal.until(/Which factor: otp \(authenticator app\), sms, email or face \(q leaves\)\?/)
      assert.not.match(await terminal.screen(), running.sandbox.accessToken.slice(0, 4))
      await answered(terminal, 'phone')
      await terminal.until(/\?\nAnswer otp, sms, email or face\./)
      await answered(terminal, 'SMS')

      await terminal.until(/Phone number, with its country code \(q leaves\):/)
      await answered(terminal, '+8618800')
      await terminal.until(/leaves\): \+8618800\nThat is no phone number: /)
      await answered(terminal, '001234')
      await terminal.until(/Enter the code that was sent to \+86 188\*+1234\./)

      await answered(terminal, running.sandbox.outbox.at(-1)?.code ?? '')
      await terminal.until(/Your (authenticator app|phone number|e-mail address|face) is active\./)
      assert.equal(await terminal.ended(), { code: 0, isRestored: true })
    })
    assert.equal(
      running.sandbox.factors().map(({ factorType }) => factorType),
      ['SMS'],
    )
  }),
)

enroll('a number given as an argument is shown masked alone', () =>
  withSandbox(async (running) => {
    const call = ['enroll', '--factor', 'sms', '--phone', '+8618800001234']
    await onTerminal(call, { env: environmentFor(running) }, async (terminal) => {
      await terminal.until(/sent to \+86 188\*+1234\.\nCode \(\d+ s left, q leaves\):/)
      await answered(terminal, running.sandbox.outbox.at(-1)?.code ?? '')
      assert.is((await terminal.ended()).code, 0)
      assert.not.match(await terminal.screen(), '18800001234')
    })
  }),
)

enroll('an address that may have got its message has to wait, and another one may be given at once', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'reset', times: 1 })
    const call = ['enroll', '--factor', 'email']
    await onTerminal(call, { env: environmentFor(running) }, async (terminal) => {
      await terminal.until(/E-mail address \(q leaves\):/)
      await answered(terminal, 'bob@exampel.com')
      // It may have been sent, so that one has to wait.
      await terminal.until(/cannot be reached\.[^]*ask again in \d+ s \(q leaves, or another address\):$/m)
      await answered(terminal, 'bob@example.com')
      await terminal.until(/sent to b\*+@example\.com\./)
      await terminal.press('C-c')
      assert.is((await terminal.ended()).code, 130)
    })
  }),
)

enroll('a wrong host is told before the person types a token in vain', () =>
  onTerminal(['enroll', '--host', 'example.com', '--app-id', 'app'], {}, async (terminal) => {
    assert.equal(await terminal.ended(), { code: 2, isRestored: true })
    const screen = await terminal.screen()
    assert.match(screen, /mfa-enroll: The host is not a URL/)
    assert.not.match(screen, 'Access token')
  }),
)

enroll('a refused access token ends with 4 and what to do', () =>
  withSandbox(async (running) => {
    const env = { ...environmentFor(running), GENAUTH_ACCESS_TOKEN: 'stale' }
    await onTerminal(['enroll', '--factor', 'otp', '--yes'], { env }, async (terminal) => {
      assert.equal(await terminal.ended(), { code: 4, isRestored: true })
      assert.match(
        await terminal.screen(),
        /You are not signed in any more\. Sign in again, then start over\./,
      )
    })
  }),
)

enroll('without a service the person may try again, or leave with q', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'serverError', times: 2 })
    await onTerminal(
      ['enroll', '--factor', 'otp', '--yes'],
      { env: environmentFor(running) },
      async (terminal) => {
        await terminal.until(
          /The service has a problem\.[^\n]*\nSupport: [^]*\nPress Enter to try again \(q leaves\):/,
        )
        await terminal.press('Enter')
        await terminal.until(/(The service has a problem\.[^]*){2}Press Enter to try again \(q leaves\):$/m)
        await answered(terminal, 'q')
        assert.equal(await terminal.ended(), { code: 130, isRestored: true })
        assert.match(await terminal.screen(), 'Cancelled. Nothing was added.')
      },
    )
  }),
)

enroll('a used-up code is told, and the wait for a new one is counted', () =>
  withSandbox(async (running) => {
    const call = ['enroll', '--factor', 'sms', '--phone', '+8618800001234']
    await onTerminal(call, { env: environmentFor(running) }, async (terminal) => {
      await terminal.until(/Code \(\d+ s left, q leaves\):/)
      await answered(terminal, running.sandbox.outbox.at(-1)?.code === '000000' ? '111111' : '000000')
      await terminal.until(
        /That code is used up\. You can have a new one in \d+ s\.\nYou can have a new one in \d+ s \(q leaves\):/,
      )
      await terminal.press('C-c')
      assert.is((await terminal.ended()).code, 130)
    })
  }),
)

enroll('--json on a terminal reads lines and draws no prompt', () =>
  withSandbox(async (running) => {
    const call = ['enroll', '--factor', 'otp', '--json']
    await onTerminal(call, { env: environmentFor(running) }, async (terminal) => {
      await terminal.until(/"state":"awaitingCode"/)
      assert.not.match(await terminal.screen(), 'Code (')
      await terminal.press('C-d')
      assert.equal(await terminal.ended(), { code: 4, isRestored: true })
    })
  }),
)

enroll('a face: what is wrong with a file is told at once, and a rejected photo asks for another', () =>
  withSandbox(async (running) => {
    const photos = photoFiles()
    const call = ['enroll', '--factor', 'face']
    await onTerminal(call, { env: environmentFor(running) }, async (terminal) => {
      await terminal.until(
        /Take a photo of your face[^]*\nPhoto, the path of a JPEG or PNG file \(q leaves\):$/m,
      )
      await answered(terminal, photos.text)
      await terminal.until(/text\.jpg\nThat file is no JPEG or PNG picture/)
      assert.is(running.sandbox.requests.length, 0)
      await terminal.press('C-u')
      await answered(terminal, `'${photos.faceless}'`)
      await terminal.until(
        /The photo was not accepted\.[^]*You have \d+ s\.\nPhoto, [^:]+:\s'?[^]*faceless\.jpg'$/m,
      )
      await terminal.press('C-u')
      await answered(terminal, photos.face)
      await terminal.until(/Your (authenticator app|phone number|e-mail address|face) is active\./)
      assert.equal(await terminal.ended(), { code: 0, isRestored: true })
    }).finally(photos.remove)
    assert.equal(
      running.sandbox.factors().map(({ factorType }) => factorType),
      ['FACE'],
    )
  }),
)

enroll('C-c while a photo is sent leaves at once', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'upload', kind: 'hang' })
    const photos = photoFiles()
    const call = ['enroll', '--factor', 'face', '--photo', photos.face]
    await onTerminal(call, { env: environmentFor(running) }, async (terminal) => {
      await terminal.until(/Sending the photo…/)
      await terminal.press('C-c')
      assert.equal(await terminal.ended(5_000), { code: 130, isRestored: true })
      assert.match(await terminal.screen(), /Cancelled\. Nothing was added\./)
    }).finally(photos.remove)
  }),
)

enroll.run()
