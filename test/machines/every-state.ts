import { bare, choose, enrolled, start, submitCode, submitLink, submitPhoto } from './examples.ts'
import { later, listed, refused, timedOut } from './scripted-service.ts'
import { awaitingCode, binding, flushed, started, type Started, type StartOptions } from './started.ts'

type Reach = (options?: StartOptions) => Promise<Started>

/** Ways to every state of the machine, and to the kinds of it that behave differently. */
export const everyState = {
  idle: (options) => Promise.resolve(started(options)),
  'idle, after a failed request': async (options) => {
    const enrollment = started({ script: { sendEnrollFactorRequest: [timedOut] }, ...options })
    await enrollment.send(choose.SMS)
    return enrollment
  },
  'idle, after a step-up was asked for': async (options) => {
    const enrollment = started({ beforeEnrollment: () => false, ...options })
    await enrollment.send(choose.EMAIL)
    return enrollment
  },
  requesting: async (options) => {
    const enrollment = started({ script: { sendEnrollFactorRequest: [later] }, ...options })
    enrollment.tell(choose.SMS)
    await flushed()
    return enrollment
  },
  'requesting, while the host is asked': async (options) => {
    const enrollment = started({ beforeEnrollment: () => new Promise(() => undefined), ...options })
    enrollment.tell(choose.SMS)
    await flushed()
    return enrollment
  },
  'awaitingCode of OTP': (options) => awaitingCode('OTP', options),
  'awaitingCode of OTP, with a clock that is ahead': async (options) => {
    const wrongCode = refused({ _tag: 'wrongCode', serverTime: start - 95_000 })
    const enrollment = await awaitingCode('OTP', { script: { enrollFactor: [wrongCode] }, ...options })
    await enrollment.send(submitCode, submitCode)
    return enrollment
  },
  'awaitingCode of SMS': (options) => awaitingCode('SMS', options),
  'awaitingCode of EMAIL, in doubt': async (options) => {
    const enrollment = await binding('EMAIL', { script: { enrollFactor: [timedOut] }, ...options })
    await enrollment.reconciled()
    return enrollment
  },
  'awaitingCode of SMS, throttled': async (options) => {
    const throttled = refused({ _tag: 'throttled' })
    const enrollment = await awaitingCode('SMS', { script: { enrollFactor: [throttled] }, ...options })
    await enrollment.send(submitCode)
    return enrollment
  },
  'awaitingCode of FACE': (options) => awaitingCode('FACE', options),
  'awaitingCode of FACE, links allowed': (options) =>
    awaitingCode('FACE', { externalPhotos: true, ...options }),
  'binding of OTP': (options) => binding('OTP', { script: { enrollFactor: [later] }, ...options }),
  'binding of FACE by a link': async (options) => {
    const enrollment = await awaitingCode('FACE', {
      externalPhotos: true,
      script: { enrollFactor: [later] },
      ...options,
    })
    enrollment.tell(submitLink)
    await flushed()
    return enrollment
  },
  'binding of FACE': (options) => binding('FACE', { script: { enrollFactor: [later] }, ...options }),
  'reconciling, asking': (options) =>
    binding('OTP', {
      script: { enrollFactor: [timedOut], listEnrolledFactors: [listed(enrolled('SMS')), later] },
      ...options,
    }),
  'reconciling, pausing': (options) => binding('SMS', { script: { enrollFactor: [timedOut] }, ...options }),
  'reconciling, with something asked for': async (options) => {
    const empty = Array.from({ length: 4 }, () => listed())
    const script = { enrollFactor: [timedOut], listEnrolledFactors: [...empty, later] }
    const enrollment = await binding('OTP', { script, ...options })
    await enrollment.reconciled()
    enrollment.tell(choose.EMAIL)
    await flushed()
    return enrollment
  },
  savingRecoveryCode: async (options) => {
    const enrollment = await awaitingCode('OTP', options)
    await enrollment.send(submitCode)
    return enrollment
  },
  'expired of OTP': async (options) => {
    const enrollment = await awaitingCode('OTP', options)
    enrollment.clock.increment(60_000)
    return enrollment
  },
  'expired of SMS': async (options) => {
    const enrollment = await awaitingCode('SMS', options)
    enrollment.clock.increment(60_000)
    return enrollment
  },
  failed: async (options) => {
    const enrollment = started({
      script: { sendEnrollFactorRequest: [refused({ _tag: 'forbidden', apiCode: 7 })] },
      ...options,
    })
    await enrollment.send(choose.EMAIL)
    return enrollment
  },
  'failed, outcome unknown': async (options) => {
    const script = { enrollFactor: [timedOut], listEnrolledFactors: [listed(enrolled('OTP'))] }
    const enrollment = await binding('OTP', { script, ...options })
    await enrollment.reconciled()
    return enrollment
  },
  done: async (options) => {
    const enrollment = await awaitingCode('FACE', options)
    await enrollment.send(submitPhoto)
    return enrollment
  },
  'cancelled, in doubt': async (options) => {
    const enrollment = await binding('SMS', { script: { enrollFactor: [timedOut] }, ...options })
    await enrollment.reconciled()
    await enrollment.send(bare('enrollment.cancelled'))
    return enrollment
  },
} as const satisfies Record<string, Reach>
