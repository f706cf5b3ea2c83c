// `mfa-enroll factors` with a person at a terminal. Wants tmux.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bind, emailChoice, phoneChoice } from '../cli/bound-factor.ts'
import { environmentFor } from '../cli/run-command.ts'
import { withSandbox } from '../cli/with-sandbox.ts'
import { onTerminal, type Terminal } from './terminal.ts'

const factors = suite('the factors of an account at a terminal')

const answered = async (terminal: Terminal, text: string) => {
  await terminal.type(text)
  await terminal.press('Enter')
}

factors('the list asks for the access token, which is not shown', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    const { GENAUTH_ACCESS_TOKEN: token = '', ...env } = environmentFor(running)
    await onTerminal(['factors'], { env }, async (terminal) => {
      await terminal.until(/Access token \(not shown\):/)
      await answered(terminal, token)
      await terminal.until(new RegExp(`^ID +TYPE +WHERE\n${factorId} +SMS +\\+86 188\\*{4}1234$`, 'm'))
      await terminal.until(/^It may add: OTP, EMAIL, FACE$/m)
      assert.equal(await terminal.ended(), { code: 0, isRestored: true })
      assert.not.match(await terminal.screen(), token.slice(0, 10))
    })
  }),
)

factors('on a narrow terminal nothing is wider than it', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    await onTerminal(['factors'], { env: environmentFor(running), columns: 32 }, async (terminal) => {
      await terminal.until(new RegExp(`^${factorId}\n  SMS\n  \\+86 188\\*{4}1234$`, 'm'))
      assert.equal(await terminal.ended(), { code: 0, isRestored: true })
    })
  }),
)

factors('removing asks, stays with what is wrong, and takes the name of the type', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, emailChoice('bob@example.com'))
    const call = ['factors', 'remove', factorId]
    await onTerminal(call, { env: environmentFor(running) }, async (terminal) => {
      await terminal.until(/This factor will be removed:\nID[^]*EMAIL {2}b\*\*\*@example\.com/)
      await terminal.until(
        /It is the only factor of the account\.\nType EMAIL or y to remove it \(q leaves\):/,
      )
      await answered(terminal, 'x')
      await terminal.until(/^Type EMAIL or y to remove it, q to leave it where it is\./m)
      await answered(terminal, 'email')
      await terminal.until(/Removing…\nRemoved\./)
      assert.equal(await terminal.ended(), { code: 0, isRestored: true })
    })
    assert.is(running.sandbox.factors().length, 0)
  }),
)

factors('Ctrl-C at the question leaves all as it is', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, emailChoice('bob@example.com'))
    const call = ['factors', 'remove', factorId]
    await onTerminal(call, { env: environmentFor(running) }, async (terminal) => {
      await terminal.until(/Type EMAIL or y/)
      await terminal.press('C-c')
      await terminal.until(/Cancelled\. Nothing was changed\./)
      assert.equal(await terminal.ended(), { code: 130, isRestored: true })
    })
    assert.is(running.sandbox.factors().length, 1)
  }),
)

factors('Ctrl-C while the list hangs takes it back', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ kind: 'hang', endpoint: 'listEnrolledFactors' })
    await onTerminal(['factors'], { env: environmentFor(running) }, async (terminal) => {
      while (running.sandbox.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
      await terminal.press('C-c')
      await terminal.until(/Cancelled\. Nothing was changed\./)
      assert.equal(await terminal.ended(), { code: 130, isRestored: true })
    })
  }),
)

factors('Ctrl-C while a factor is removed waits until it is known', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, emailChoice('bob@example.com'))
    const { faults, requests } = running.sandbox
    faults.add({ kind: 'latency', endpoint: 'resetFactor', ms: 2_000 })
    const call = ['factors', 'remove', factorId, '--yes']
    await onTerminal(call, { env: environmentFor(running) }, async (terminal) => {
      while (!requests.some(({ endpoint }) => endpoint === 'resetFactor'))
        await new Promise((resolve) => setImmediate(resolve))
      await terminal.press('C-c')
      await terminal.until(/Leaving as soon as it is known whether it worked…/)
      await terminal.until(/Removed\./)
      assert.equal(await terminal.ended(), { code: 0, isRestored: true })
    })
    assert.is(running.sandbox.factors().length, 0)
  }),
)

factors('replacing asks for the new number, binds it and takes the old one off', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    const call = ['factors', 'replace', factorId]
    await onTerminal(call, { env: environmentFor(running) }, async (terminal) => {
      await terminal.until(/This factor will be replaced\. It stays until the new one is bound:\nID/)
      await terminal.until(/Phone number, with its country code/)
      await answered(terminal, '+8618800005678')
      await terminal.until(/Enter the code that was sent to \+86 188\*{4}5678\./)
      await answered(terminal, running.sandbox.outbox.at(-1)?.code ?? '')
      await terminal.until(/Replaced: the new factor is active, and the old one is gone\./)
      await terminal.until(/The account has these factors now:\nID[^]*SMS {3}\+86 188\*{4}5678/)
      assert.equal(await terminal.ended(), { code: 0, isRestored: true })
    })
    const ids = running.sandbox.factors().map((factor) => factor.factorId)
    assert.is(ids.length, 1)
    assert.is.not(ids[0], factorId)
  }),
)

factors('left half way with Ctrl-C, the list says that the old one is still there', () =>
  withSandbox(async (running) => {
    const factorId = await bind(running, phoneChoice('18800001234'))
    const call = ['factors', 'replace', factorId, '--phone', '+8618800005678']
    await onTerminal(call, { env: environmentFor(running) }, async (terminal) => {
      await terminal.until(/Code \(\d+ s left/)
      await terminal.press('C-c')
      await terminal.until(
        /Cancelled\. Nothing was added\.\nThe account has these factors now:\nID.*\n.*SMS {3}\+86 188\*{4}1234/,
      )
      assert.equal(await terminal.ended(), { code: 130, isRestored: true })
    })
    assert.is(running.sandbox.factors()[0]?.factorId, factorId)
  }),
)

factors.run()
