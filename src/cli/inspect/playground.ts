import * as E from '#fp-ts/Either'
import { reveal } from '../../../machines/index.ts'
import { inspectEnrollment, type EnrollmentInspection } from '../../inspect/index.ts'
import { createEnrollment, type Enrollment } from '../../live/index.ts'
import { createSandbox } from '../../sandbox/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import { codeFor } from '../demo/authenticator.ts'
import type { CliTexts } from '../texts/texts.ts'
import { samplePhoto } from './sample-photo.ts'

type Awaiting = Extract<EnrollmentView, { readonly state: 'awaitingCode' }>

/** Enrollments against a sandbox in this process, led from the page. */
export interface Playground {
  /** Whoever begins to listen finds an enrollment under way: the last one, or a new one where that has ended. */
  readonly inspection: Pick<EnrollmentInspection, 'subscribe' | 'send'>
  readonly stop: () => void
}

/** Makes a playground. What the page cannot know, for it is secret, is told here: codes, and the key of a photo. */
export const createPlayground = (
  { inspect: texts }: Pick<CliTexts, 'inspect'>,
  tell: (text: string) => void,
): Playground => {
  const sandbox = createSandbox()
  const inspection = inspectEnrollment()
  let enrollment: Enrollment | null = null
  let made = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Tells the code of now, and the next one as soon as there is one. */
  const tellAppCode = (running: Enrollment, generation: number) => {
    const view = running.view()
    if (
      view.state !== 'awaitingCode' ||
      view.generation !== generation ||
      view.challenge.factorType !== 'OTP'
    )
      return
    const { otp } = view.challenge
    const leftMs = otp.period * 1_000 - (Date.now() % (otp.period * 1_000))
    tell(texts.appShows(codeFor(otp), Math.ceil(leftMs / 1_000)))
    clearTimeout(timer)
    timer = setTimeout(() => tellAppCode(running, generation), leftMs)
  }

  const tellPhotoKey = async (token: string) => {
    const uploaded = await sandbox.photoUpload(token)(samplePhoto)()
    if (E.isRight(uploaded)) tell(texts.photoKey(reveal(uploaded.right.key)))
  }

  const tellAnswer = (running: Enrollment, { challenge, generation }: Awaiting, token: string) => {
    if (challenge.factorType === 'OTP') return tellAppCode(running, generation)
    if (challenge.factorType === 'FACE') return void tellPhotoKey(token)
    const message = sandbox.outbox.at(-1)
    return message && tell(texts.codeSent(message.to, message.code))
  }

  /** Each has a person of its own, so that every factor may be bound again. */
  const begin = (): Enrollment => {
    made += 1
    const token = sandbox.signIn(sandbox.addAccount({ email: `person-${made}@example.com` }))
    const begun = createEnrollment({ service: sandbox.service(token), inspect: inspection.inspect })
    let told = 0
    begun.subscribe((view) => {
      if (view.state === 'done' || view.state === 'cancelled') tell(texts.reload)
      if (view.state !== 'awaitingCode') clearTimeout(timer)
      else if (view.generation !== told) {
        told = view.generation
        tellAnswer(begun, view, token)
      }
    })
    return begun
  }

  const hasEnded = (): boolean => {
    const state = enrollment?.view().state
    return state === undefined || state === 'done' || state === 'cancelled'
  }

  return {
    inspection: {
      subscribe: (listener) => {
        if (hasEnded()) enrollment = begin()
        return inspection.subscribe(listener)
      },
      send: inspection.send,
    },
    stop: () => {
      clearTimeout(timer)
      enrollment?.stop()
    },
  }
}
