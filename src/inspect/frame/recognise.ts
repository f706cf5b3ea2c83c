import { enrollmentMachine, type EnrollmentSnapshot } from '../../../machines/index.ts'

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null

/**
 * Whether a snapshot is of an enrollment: by its machine's source, which stays the same object when the
 * machine is provided with a service, under whatever id a host's own machine invokes it.
 */
export const isEnrollmentSnapshot = (input: unknown): input is EnrollmentSnapshot =>
  isRecord(input) && isRecord(input.machine) && input.machine.config === enrollmentMachine.config
