export {
  HeldSecret,
  InspectionFrame,
  ShownContext,
  ShownEvent,
  ShownState,
  ShownValue,
} from './frame/frame.ts'
export { eventFrame, startedFrame, stoppedFrame } from './frame/frames-of.ts'
export { shownContextOf } from './frame/shown-context.ts'
export { shownEventOf } from './frame/shown-event.ts'
export { shownStateOf } from './frame/shown-state.ts'
export type { EnrollmentInspection, Inspected } from './inspection.ts'
export { inspectEnrollment, type InspectEnrollmentOptions } from './inspect-enrollment.ts'
export { RecordingHeader, type Recording, type RecordingProblem } from './recording/recording.ts'
export { readRecording } from './recording/read-recording.ts'
export { encodeFrame, encodeHeader } from './recording/write-recording.ts'
export { statelyOptions, type StatelyMessage, type StatelyOptions } from './stately.ts'
export type { MachineStructure, StateStructure, TransitionStructure } from './structure/structure.ts'
export { mermaidOf, story, type MermaidOptions } from './structure/mermaid.ts'
export { structureOf } from './structure/structure-of.ts'
export { transitionList, transitionTable } from './structure/transition-table.ts'
export { inspectInPage, type InspectInPageOptions, type PageInspector } from './xstate-v4/inspect-in-page.ts'
export type { XStateInspectOptions } from './xstate-v4/enrollment-bridge.ts'
export type { OnRefused, RefusalByInspection } from './xstate-v4/refused.ts'
