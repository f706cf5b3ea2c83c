import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment, settledView } from '../../src/index.ts'
import { inspectEnrollment } from '../../src/inspect/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { answerOf, frameOf, jsonOf } from '../../src/viewer/channel/messages.ts'
import { serverChannel } from '../../src/viewer/channel/server-channel.ts'
import { started } from './frames.ts'
import { startViewerServer } from './viewer-server.ts'

const channel = suite('the channel to a server')

channel('a command goes beside the page, token and all, and its answer comes back', async () => {
  const inspection = inspectEnrollment()
  const enrollment = createEnrollment({ service: createSandbox().service(), inspect: inspection.inspect })
  const server = await startViewerServer(inspection, { files: new Map() })
  const { send } = serverChannel(server.url)
  assert.equal(await send(enrollment.id, { type: 'code.resend' }), { accepted: false, reason: 'notNow' })
  assert.equal(await send('nobody', { type: 'code.resend' }), {
    accepted: false,
    reason: 'unknownEnrollment',
  })
  assert.equal(await send(enrollment.id, { type: 'factor.chosen', factorType: 'OTP' }), { accepted: true })
  assert.is((await settledView(enrollment)).state, 'awaitingCode')
  enrollment.stop()
  await server.close()
})

channel('a server that is gone is a refusal, and no rejection', async () => {
  const server = await startViewerServer(inspectEnrollment(), { files: new Map() })
  await server.close()
  assert.equal(await serverChannel(server.url).send('any', { type: 'code.resend' }), {
    accepted: false,
    reason: 'unreachable',
  })
})

channel('what is no answer and no frame counts as none', () => {
  for (const input of [null, 'yes', {}, { accepted: 'true' }, { accepted: false, reason: '<b>' }])
    assert.equal(answerOf(input), { accepted: false, reason: 'unreachable' })
  for (const input of [null, {}, { ...started(0), version: 2 }, jsonOf('{')]) assert.is(frameOf(input), null)
  assert.equal(frameOf({ ...started(0), passCode: '123456' }), started(0))
})

channel.run()
