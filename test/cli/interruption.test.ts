import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codeOf } from './authenticator.ts'
import { statesOf } from './json-lines.ts'
import { environmentFor, run, startProcess } from './run-command.ts'
import { withSandbox } from './with-sandbox.ts'

const interruption = suite('interrupting a script')

const call = ['enroll', '--factor', 'otp', '--json']

interruption('Ctrl-C while a line is awaited ends with 130 and says that nothing was added', () =>
  withSandbox(async (running) => {
    const command = startProcess(call, environmentFor(running))
    await command.stdout.until(/"state":"awaitingCode"/)
    command.child.kill('SIGINT')
    const { code, stdout, stderr } = await command.ended
    assert.is(code, 130)
    assert.is(statesOf(stdout).at(-1), 'cancelled')
    assert.is(stderr, 'Cancelled. Nothing was added.\n')
  }),
)

interruption('Ctrl-C while the request hangs ends at once', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'sendEnrollFactorRequest', kind: 'hang' })
    const command = startProcess(call, environmentFor(running))
    await command.stdout.until(/"state":"requesting"/)
    command.child.kill('SIGINT')
    const { code, stderr } = await command.ended
    assert.is(code, 130)
    assert.is(stderr, 'Cancelled. Nothing was added.\n')
  }),
)

interruption('Ctrl-C while a bind is under way waits for its outcome, and a second one does not', () =>
  withSandbox(async (running) => {
    running.sandbox.faults.add({ endpoint: 'enrollFactor', kind: 'hang' })
    const command = startProcess(call, environmentFor(running))
    await command.stdout.until(/"state":"awaitingCode"/)
    command.type('000000')
    await command.stdout.until(/"state":"binding"/)
    command.child.kill('SIGINT')
    await command.stderr.until(/Leaving as soon as it is known/)
    command.child.kill('SIGINT')
    assert.is((await command.ended).code, 130)
  }),
)

interruption('a reader that leaves after the first line changes neither enrollment nor exit code', () =>
  withSandbox(async (running) => {
    const phone = ['enroll', '--factor', 'sms', '--phone', '+8618800001234', '--json']
    const command = startProcess(phone, environmentFor(running))
    await command.stdout.until(/"state":"awaitingCode"/)
    command.child.stdout.destroy()
    command.type(running.sandbox.outbox.at(-1)?.code ?? '')
    const { code, stderr } = await command.ended
    assert.is(code, 0)
    assert.is(stderr, '')
    assert.is(running.sandbox.factors().length, 1)
  }),
)

interruption('a reader that leaves before the recovery code was written has not saved it', () =>
  withSandbox(async (running) => {
    const acknowledged = [...call, '--reveal', '--ack-recovery-code']
    const command = startProcess(acknowledged, environmentFor(running))
    const [, uri = ''] = await command.stdout.until(/"uri":"(otpauth:[^"]+)"/)
    command.child.stdout.destroy()
    command.type(codeOf(uri))
    const { code, stderr } = await command.ended
    assert.is(code, 4)
    assert.match(stderr, /closed before the recovery code could be written/)
    assert.match(stderr, /you left without saving its recovery code/)
    assert.is(running.sandbox.factors().length, 1)
  }),
)

interruption('nothing is left that would keep the process, once the last word is said', () =>
  withSandbox(async (running) => {
    const phone = ['enroll', '--factor', 'sms', '--phone', '+8618800001234', '--json']
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    await run(phone, environmentFor(running))
    const before = timers()
    const { code } = await run(phone, environmentFor(running))
    assert.is(code, 4)
    assert.is(timers(), before)
  }),
)

interruption.run()
