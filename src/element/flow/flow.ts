import * as E from '#fp-ts/Either'
import type { CommandInput, EnrolledFactor, FactorType } from '../../../machines/index.ts'
import type { Sent, ShownEnrollment } from '../../live/index.ts'
import { phoneProfileOf, type EnrollmentView, type Words } from '../../view/index.ts'
import type { Session } from '../session.ts'
import { createFace, type CreateDraft, type Face } from './face.ts'
import { createFactorList, type FactorList } from './factor-list.ts'
import { choiceTrouble, codeTrouble, type FieldTrouble } from './field-trouble.ts'
import type { Given } from './given.ts'
import { createHeldChallenge } from './held-challenge.ts'
import { createReplacements, type Replacements } from './replacing.ts'
import { screenOf, type ScreenName, type Step, type ViewIn } from './steps.ts'

type FactorCommand = Extract<CommandInput, { readonly type: 'factor.chosen' }>

/** What a person entered where the code shall go, kept to be mended; contact data, in memory only. */
export interface Entered {
  /** `DE`; null before one was chosen. */
  readonly region: string | null
  readonly phoneNumber: string
  readonly email: string
}

/** The way through the screens. It decides nothing about an enrollment: it sends commands and follows the view. */
export interface Flow {
  readonly list: FactorList
  readonly replacements: Replacements
  readonly face: Face
  readonly entered: () => Entered
  readonly trouble: () => FieldTrouble | null
  /** Said politely and once, such as "Copied". */
  readonly notice: () => ((words: Words) => string) | null
  readonly step: () => Step | null
  readonly held: () => ViewIn<'awaitingCode'> | null
  readonly screen: (view: EnrollmentView) => ScreenName
  readonly note: (text: ((words: Words) => string) | null) => void

  /** Opens the way to a factor; sends nothing. */
  readonly pick: (factorType: FactorType) => void
  readonly replace: (factor: EnrolledFactor) => Promise<void>
  readonly remove: () => Promise<void>
  /** Takes the old factor of a replacement off, once more if it failed, and reads the list. */
  readonly finishReplacement: () => Promise<void>
  readonly go: (step: Step | null) => void
  readonly choose: (command: FactorCommand) => Sent | null
  readonly chooseDestination: (factorType: 'SMS' | 'EMAIL', entered: Entered) => void
  /** True if the code is on its way, and must not stay in its field. */
  readonly submitCode: (passCode: string, view: ViewIn<'awaitingCode'>) => boolean
  readonly usePhoto: () => Promise<void>
  readonly resend: () => void
  readonly renew: (view: EnrollmentView) => void
  readonly send: (command: CommandInput) => void
  /** Back to the beginning, with a fresh enrollment where the element may make one. */
  readonly reset: () => void
  /** The element is gone: what is on its way for it comes too late. */
  readonly leave: () => void
  readonly changed: (before: EnrollmentView | null, after: EnrollmentView) => void
}

const stepOf = (factorType: FactorType): Step => {
  switch (factorType) {
    case 'OTP':
      return { name: 'prepare' }
    case 'SMS':
    case 'EMAIL':
      return { name: 'destination', factorType }
    case 'FACE':
      return { name: 'photo' }
  }
}

/** So the list that was read before it is not true any more. */
const mayHaveBound = (view: EnrollmentView): boolean =>
  view.state === 'failed' || view.state === 'cancelled' ? view.bound !== 'no' : view.state === 'done'

const nothingEntered: Entered = { region: null, phoneNumber: '', email: '' }

const isFactorType = (type: string): type is FactorType =>
  type === 'OTP' || type === 'SMS' || type === 'EMAIL' || type === 'FACE'

export const createFlow = (
  session: Session,
  given: () => Given,
  loadDrafts: () => Promise<CreateDraft>,
  changed: () => void,
): Flow => {
  const list = createFactorList(changed)
  const replacements = createReplacements(changed)
  const face = createFace(session.enrollment, loadDrafts, changed)
  const held = createHeldChallenge()
  let step: Step | null = null
  let lastStep: Step | null = null
  let entered = nothingEntered
  let trouble: FieldTrouble | null = null
  let notice: ((words: Words) => string) | null = null
  let isListRead = false

  const enrollment = (): ShownEnrollment | null => session.enrollment()

  const go = (next: Step | null) => {
    if (next?.name === 'photo') void face.load()
    face.draft()?.drop()
    const isBackAtList = next === null && enrollment()?.view().state === 'idle'
    if (isBackAtList || next?.name === 'factors') replacements.forget()
    step = next
    trouble = null
    notice = null
    changed()
  }

  const choose = (command: FactorCommand): Sent | null => {
    const sent = enrollment()?.send(command) ?? null
    trouble = sent && choiceTrouble(sent, command.factorType)
    changed()
    return sent
  }

  const pick = (factorType: FactorType) => go(stepOf(factorType))

  const reset = () => {
    replacements.forget()
    entered = nothingEntered
    lastStep = null
    go(null)
    if (enrollment()?.view().state === 'failed') enrollment()?.send({ type: 'enrollment.restarted' })
    else session.restart()
    // What was read while the end was on show stands: nothing moves below a hand that is already on its way.
    if (!isListRead) void list.load(given().directory)
    isListRead = false
  }

  const listAnew = async (isBound: boolean) => {
    const { directory } = given()
    if (directory === null) return
    list.forget()
    if (isBound && replacements.current() !== null) await replacements.finish(directory)
    await list.load(directory)
  }

  return {
    list,
    replacements,
    face,
    entered: () => entered,
    trouble: () => trouble,
    notice: () => notice,
    step: () => step,
    held: held.current,
    screen: (view) => screenOf(view, step, held.current()),
    note: (text) => {
      notice = text
      changed()
    },
    pick,
    go,
    choose,
    reset,
    replace: async (factor) => {
      const { directory } = given()
      if (directory === null || !isFactorType(factor.factorType)) return
      const { factorType } = factor
      if ((await replacements.begin(directory, factor)) === null) pick(factorType)
      else await list.load(directory)
    },
    remove: async () => {
      const { directory } = given()
      const removed = list.removal()?.factor.factorType
      if (directory === null || removed === undefined || !(await list.remove(directory))) return
      notice = (words) =>
        words.removed(isFactorType(removed) ? words.factorName[removed] : words.unknownFactor)
      changed()
    },
    finishReplacement: () => listAnew(true),
    chooseDestination: (factorType, typed) => {
      entered = typed
      if (factorType === 'EMAIL') {
        choose({ type: 'factor.chosen', factorType, profile: { email: typed.email } })
        return
      }
      const profile = phoneProfileOf(typed.phoneNumber, typed.region ?? '')
      if (E.isRight(profile)) choose({ type: 'factor.chosen', factorType, profile: profile.right })
      else {
        trouble = (words) => words.phoneInvalid
        changed()
      }
    },
    submitCode: (passCode, { generation, challenge }) => {
      const sent = enrollment()?.send({ type: 'code.submitted', passCode, generation })
      const digits = challenge.factorType === 'OTP' ? challenge.otp.digits : given().codeLength
      trouble = sent === undefined ? null : codeTrouble(sent, digits)
      changed()
      return sent?.accepted === true
    },
    usePhoto: async () => {
      const { upload } = given()
      if (upload !== null) await face.usePhoto(upload)
    },
    resend: () => {
      // Before it is sent, for the view changes while it is.
      held.expectResend(true)
      if (enrollment()?.send({ type: 'code.resend' }).accepted !== true) held.expectResend(false)
    },
    renew: ({ can, factorType }) => {
      if (factorType === 'FACE' && face.renew()) return
      if (can.renew && factorType !== 'FACE') enrollment()?.send({ type: 'enrollment.renewed' })
      else if (factorType !== null) pick(factorType)
    },
    send: (command) => {
      enrollment()?.send(command)
    },
    leave: () => {
      list.leave()
      face.draft()?.drop()
    },
    changed: (before, after) => {
      held.changed(before, after)
      if (before?.state !== after.state) {
        trouble = null
        notice = null
      }
      if (after.state === 'requesting' && step !== null) [lastStep, step] = [step, null]
      // The request failed: back to where it was asked for, with what was entered.
      if (after.state === 'idle' && before?.state === 'requesting')
        step = lastStep ?? (after.factorType && stepOf(after.factorType))
      if (before !== null && mayHaveBound(after) && before.state !== after.state) {
        isListRead = true
        void listAnew(after.state === 'done')
      }
      face.changed(after)
    },
  }
}
