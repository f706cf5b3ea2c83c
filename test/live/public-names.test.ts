import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as entry from '../../src/index.ts'

const names = suite('the names that the package gives to everybody')

/** What a program can use. Whoever adds or removes a name does it here as well, and on purpose. */
const values = [
  'AuditError',
  'AuditEvent',
  'Choice',
  'Command',
  'Email',
  'EnrollFactorRequested',
  'EnrolledFactor',
  'EnrolledFactors',
  'EnrollmentData',
  'EnrollmentError',
  'EnrollmentRecord',
  'FactorBound',
  'FactorToEnroll',
  'FactorType',
  'FactorsToEnroll',
  'PassCode',
  'PhoneCountryCode',
  'PhoneNumber',
  'Redacted',
  'Replacement',
  'ServiceError',
  'UploadedPhoto',
  'Verdict',
  'auditEventsOf',
  'beginReplacement',
  'checkPhoto',
  'createEnrollment',
  'decodeCommand',
  'en',
  'enrollmentMachine',
  'finishReplacement',
  'isRedacted',
  'machineVersion',
  'messageText',
  'nextOfReplacement',
  'photoLimits',
  'plainText',
  'preparationFor',
  'provideService',
  'recordOf',
  'redact',
  'redacted',
  'refusalOf',
  'reveal',
  'settledView',
  'snapshotOf',
  'stateOf',
  'systemClock',
  'vendorLimits',
  'viewOf',
  'whenView',
  'withoutMetadata',
  'zhCN',
]

/** What only types can use. */
const types = [
  'BeforeEnrollment',
  'Bound',
  'BoundFactor',
  'CallOptions',
  'Can',
  'Catalogue',
  'Challenge',
  'ChallengeView',
  'CommandInput',
  'CommandProblem',
  'CommandType',
  'Cooldown',
  'CreateEnrollmentOptions',
  'DirectoryCallOptions',
  'EmailProfile',
  'EmptyProfile',
  'EnrollFactor',
  'Enrollment',
  'EnrollmentClock',
  'EnrollmentContext',
  'EnrollmentEvent',
  'EnrollmentHooks',
  'EnrollmentInput',
  'EnrollmentMachine',
  'EnrollmentOutput',
  'EnrollmentRestored',
  'EnrollmentService',
  'EnrollmentSnapshot',
  'EnrollmentState',
  'EnrollmentView',
  'FactorChosen',
  'FactorDirectory',
  'Inspect',
  'Message',
  'MessageId',
  'OtpView',
  'PhoneProfile',
  'PhotoFormat',
  'PhotoProblem',
  'PhotoUpload',
  'Profile',
  'ProvideServiceOptions',
  'Refusal',
  'ReplacementEnd',
  'Seal',
  'Sent',
  'ServiceCall',
  'ServiceLimits',
  'ShownEnrollment',
  'Support',
  'VerdictsByApiCode',
]

names('are these values', () => {
  assert.equal(Object.keys(entry).toSorted(), values)
})

const listOf = (list: string): readonly string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** The names after `export type { … }`, and those after a `type` within `export { … }`. */
const typesIn = (path: string): readonly string[] => {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8')
  return [...text.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, all, list = '']) =>
    listOf(list).flatMap((name) => (all !== undefined ? name : (/^type (.+)$/.exec(name)?.[1] ?? []))),
  )
}

names('are these types', () => {
  assert.equal(typesIn('../../src/index.ts').toSorted(), types)
})

names.run()
