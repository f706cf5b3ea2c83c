import type { FactorType } from '../../src/index.ts'
import { bare, choose, enrolled, submitFor } from '../machines/examples.ts'
import { later, listed, refused, timedOut, wrongCode } from '../machines/scripted-service.ts'
import { live, type Live, type LiveOptions } from './live-enrollment.ts'

export const factorTypes = ['OTP', 'SMS', 'EMAIL', 'FACE'] as const satisfies readonly FactorType[]

type Story = (factorType: FactorType, options?: LiveOptions) => Promise<Live>

const cancel = bare('enrollment.cancelled')

const chosen =
  (script: LiveOptions['script'] = {}): Story =>
  async (factorType, options) => {
    const told = live({ script, ...options })
    await told.send(choose[factorType])
    return told
  }

const submitted =
  (script: LiveOptions['script'] = {}): Story =>
  async (factorType, options) => {
    const told = await chosen(script)(factorType, options)
    await told.send(submitFor[factorType])
    return told
  }

const also =
  (story: Story, more: (told: Live) => unknown): Story =>
  async (factorType, options) => {
    const told = await story(factorType, options)
    await more(told)
    return told
  }

const awaitingCode = chosen()
const binding = submitted({ enrollFactor: [later] })
const reconciling = submitted({ enrollFactor: [timedOut], listEnrolledFactors: [listed(), later] })
const throttled = refused({ _tag: 'throttled', requestId: 'req-1' })

const idle: Story = async (_, options) => live(options)

const outcomeUnknown: Story = async (factorType, options) => {
  const script = { enrollFactor: [timedOut], listEnrolledFactors: [listed(enrolled(factorType))] }
  const told = await submitted(script)(factorType, options)
  for (const pause of [1_000, 3_000]) await told.pass(pause)
  return told
}

/** One way into each place where an enrollment may be, by what the view must say there. */
export const stories = {
  idle,
  idleThrottled: chosen({ sendEnrollFactorRequest: [refused({ _tag: 'throttled', requestId: 'req-1' })] }),
  requesting: chosen({ sendEnrollFactorRequest: [later] }),
  awaitingCode,
  awaitingCodeAfterWrongCode: submitted({ enrollFactor: [wrongCode] }),
  awaitingCodeThrottled: submitted({ enrollFactor: [throttled] }),
  binding,
  bindingLeaving: also(binding, (told) => told.send(cancel)),
  reconciling,
  reconcilingLeaving: also(reconciling, (told) => told.send(cancel)),
  expired: also(awaitingCode, (told) => told.pass(60_000)),
  expiredAtOnce: submitted({ enrollFactor: [refused({ _tag: 'tokenExpired' })] }),
  failed: submitted({ enrollFactor: [refused({ _tag: 'forbidden', requestId: 'req-2' })] }),
  outcomeUnknown,
  cancelled: also(awaitingCode, (told) => told.send(cancel)),
  cancelledAfterWrongCode: also(submitted({ enrollFactor: [wrongCode] }), (told) => told.send(cancel)),
} as const satisfies Record<string, Story>

/** Bound: an OTP is followed by its recovery code, everything else is done. */
export const boundStory = submitted()
export const doneStory = also(boundStory, (told) => told.send(bare('recoveryCode.saved')))
