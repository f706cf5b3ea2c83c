export { Redacted, isRedacted, redact, redacted, reveal } from './enrollment/redacted.ts'
export { PassCode } from './enrollment/passcode.ts'
export {
  Choice,
  Email,
  FactorType,
  PhoneCountryCode,
  PhoneNumber,
  emailTarget,
  isOutOfBand,
  phoneTarget,
  targetOf,
  type EmailProfile,
  type EmptyProfile,
  type PhoneProfile,
  type Profile,
} from './enrollment/factor.ts'
export { Identifier, PhotoKey } from './enrollment/identifier.ts'
export { parseProvisioningUri } from './enrollment/provisioning-uri.ts'
export { ServiceError } from './enrollment/service-error.ts'
export { EnrollmentError, EnrollmentErrorTag } from './enrollment/enrollment-error.ts'
export {
  EnrollFactorRequested,
  EnrolledFactor,
  EnrolledFactors,
  EnrollmentData,
  FactorBound,
  vendorLimits,
  type CallOptions,
  type EnrollFactor,
  type EnrollmentService,
  type ServiceCall,
  type ServiceLimits,
} from './enrollment/service.ts'
export { NonEmptyString } from './enrollment/non-empty-string.ts'
export { decodePaths } from './enrollment/decode-paths.ts'
export { Verdict, type VerdictsByApiCode } from './enrollment/failures.ts'
export {
  Command,
  decodeCommand,
  type CommandInput,
  type CommandProblem,
  type CommandType,
  type FactorChosen,
} from './enrollment/commands.ts'
export { Refusal } from './enrollment/refusals.ts'
export { refusalOf, refusedUntil, type EnrollmentState } from './enrollment/refusal-of.ts'
export { maySend, maySubmit, sendAgainAtOf, tokenIsLive } from './enrollment/time.ts'
export {
  Bound,
  attemptIdOf,
  requestNameOf,
  unsentRequestOf,
  type Challenge,
  type Cooldown,
  type EnrollmentContext,
  type EnrollmentInput,
} from './enrollment/context.ts'
export type { EnrollmentEvent, EnrollmentRestored } from './enrollment/guards.ts'
export type {
  EnrollFactorInput,
  EnrollmentOutput,
  ListEnrolledFactorsInput,
  SendEnrollFactorRequestInput,
} from './enrollment/setup.ts'
export { bindOf, requestOf } from './enrollment/inputs.ts'
export { callHook, printed, reporter, type Report } from './enrollment/call-hook.ts'
export { withClock } from './enrollment/with-clock.ts'
export { serviceCallsOf, type ServiceCalls } from './enrollment/service-calls.ts'
export { enrollmentMachine, type EnrollmentMachine } from './enrollment/machine.ts'
export { provideService } from './enrollment/provide-service.ts'
export { limitsOf, checkOptions } from './enrollment/provide-service-options.ts'
export type { BeforeEnrollment, ProvideServiceOptions } from './enrollment/provide-service-options.ts'
export { stateOf, type EnrollmentSnapshot } from './enrollment/snapshot.ts'
export { EnrollmentRecord, machineVersion, recordOf, snapshotOf } from './enrollment/record.ts'
export {
  FactorToEnroll,
  FactorsToEnroll,
  type DirectoryCallOptions,
  type FactorDirectory,
} from './directory/factor-directory.ts'
export { removalMayHaveWorked } from './directory/removal.ts'
export {
  Replacement,
  beginReplacement,
  finishReplacement,
  nextOfReplacement,
  type ReplacementEnd,
} from './directory/replacement.ts'
export { UploadedPhoto, type PhotoUpload } from './photo/photo-upload.ts'
export { checkPhoto, photoLimits, withoutMetadata, type PhotoFormat } from './photo/photo.ts'
export type { PhotoProblem } from './photo/picture.ts'
