import type { SnapshotFrom } from 'xstate'
import type { enrollmentMachine } from './machine.ts'
import type { EnrollmentState } from './refusal-of.ts'

/** A snapshot of the machine, as XState gives it. */
export type EnrollmentSnapshot = SnapshotFrom<typeof enrollmentMachine>

/** The state a snapshot is in, by its name in the picture: `reconciling` asks and pauses under one name. */
export const stateOf = ({ value }: Pick<EnrollmentSnapshot, 'value'>): EnrollmentState =>
  typeof value === 'string' ? value : 'reconciling'
