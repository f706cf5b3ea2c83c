import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEnrollment, settledView } from '../../src/index.ts'
import { chosenFrom } from '../../src/cli/destination.ts'
import { destinationQuestion } from '../../src/cli/enroll/destination-question.ts'
import { createGenAuthService } from '../../src/genauth/index.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'
import { withSandbox } from './with-sandbox.ts'

const questions = suite('the questions at a terminal')

const en = textsFor('en')
const phones = ['+8618800000001', '+8618800000002'] as const

questions('a number that must wait is told for how long, also after another one was tried', () =>
  withSandbox(async ({ url, sandbox }) => {
    const { appId, accessToken, faults } = sandbox
    const service = createGenAuthService({ host: url, appId, getAccessToken: async () => accessToken })
    const enrollment = createEnrollment({ service })
    const tried = async (phone: string) => {
      const chosen = chosenFrom('SMS', phone, en)
      assert.ok(chosen._tag === 'Right' && enrollment.send(chosen.right).accepted)
      assert.is((await settledView(enrollment)).state, 'idle')
    }
    const endpoint = 'sendEnrollFactorRequest'
    // The first may have got its message; the second was refused for itself, and waits for nothing.
    faults.add({ endpoint, kind: 'lostReply', times: 1 })
    await tried(phones[0])
    faults.add({ endpoint, kind: 'wrongShape', body: { statusCode: 400, message: '' }, times: 1 })
    await tried(phones[1])
    const { check } = destinationQuestion(enrollment, en, 'SMS', '', () => assert.unreachable())
    assert.match(check(phones[0]) ?? '', /it can have the next in [1-9]\d* s/)
    enrollment.stop()
  }),
)

questions.run()
