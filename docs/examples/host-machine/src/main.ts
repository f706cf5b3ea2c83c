import { decodeCommand, en, messageText, viewOf, type EnrollmentView } from 'mfa-enrollment'
import { createGenAuthService } from 'mfa-enrollment/genauth'
import { startSandbox } from 'mfa-enrollment/sandbox'
import { createActor, toPromise, waitFor } from 'xstate'
import { onboardingWith } from './onboarding.ts'

const { url, sandbox, close } = await startSandbox({ port: 0 })
const service = createGenAuthService({
  host: url,
  appId: sandbox.appId,
  getAccessToken: async () => sandbox.accessToken,
})
const onboarding = createActor(onboardingWith(service), { input: { name: 'Ann' } })

/** What to show of the enrollment, while there is one. */
const view = (): EnrollmentView | undefined => {
  const child = onboarding.getSnapshot().children.enrollment
  return child && viewOf(child.getSnapshot(), Date.now())
}

/** Takes whatever comes from outside, such as a form; only what decodes gets to the machine. */
const tell = (input: unknown): void => {
  const command = decodeCommand(input)
  if (command._tag === 'Left') throw new Error(`Not taken: ${command.left}`)
  onboarding.send({ type: 'enrollment.told', command: command.right })
}

let shown = ''
onboarding.subscribe(() => {
  const seen = view()
  const line = seen === undefined ? '' : `${seen.state}: ${messageText(en, seen.problem ?? seen.message)}`
  if (line !== '' && line !== shown) console.log(line)
  shown = line
})

onboarding.start()
onboarding.send({ type: 'welcome.read' })
tell({ type: 'factor.chosen', factorType: 'SMS', profile: { phoneNumber: '18800000000' } })
await waitFor(onboarding, () => view()?.state === 'awaitingCode')
// The person would read this on a phone.
tell({ type: 'code.submitted', passCode: sandbox.outbox.at(-1)?.code })
console.log('ready:', await toPromise(onboarding))
await close()
