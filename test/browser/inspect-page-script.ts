// The page of a host: an enrollment whose service always says yes, and an inspector when the test asks for one.
import { createEnrollment, type CommandInput } from '../../src/index.ts'
import { inspectEnrollment, inspectInPage, type PageInspector } from '../../src/inspect/index.ts'
import { otpIssued, scripted } from '../machines/scripted-service.ts'

const inspection = inspectEnrollment()
const states: unknown[] = []
const refused: string[] = []
const { service, stampWith } = scripted({ sendEnrollFactorRequest: [otpIssued()] })
stampWith(() => Date.now())
let inspector: PageInspector | undefined

const host = {
  states,
  refused,
  enrollment: createEnrollment({
    enrollmentId: 'in-the-page',
    service,
    inspect: (event) => {
      if (event.type === '@xstate.snapshot' && 'value' in event.snapshot) states.push(event.snapshot.value)
      inspection.inspect(event)
    },
  }),
  inspect: (url: string, where: 'iframe' | 'popup') => {
    const iframe = where === 'iframe' ? document.querySelector('iframe') : null
    inspector = inspectInPage({
      inspection,
      url,
      onRefused: (_, reason) => refused.push(reason),
      ...(iframe !== null && { iframe }),
    })
  },
  /** What inspecting throws, as its kind and its message. */
  failure: (url: string) => {
    try {
      inspectInPage({ inspection, url }).close()
      return 'none'
    } catch (error) {
      return String(error)
    }
  },
  close: () => inspector?.close(),
  send: (command: CommandInput) => host.enrollment.send(command),
}
Object.assign(globalThis, { host })
export type Host = typeof host
