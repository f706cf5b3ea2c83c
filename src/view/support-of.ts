import type { EnrollmentContext, EnrollmentError } from '../../machines/index.ts'
import { plainText } from './plain-text.ts'
import type { Support } from './view.ts'

const plainId = (id: string): string => plainText(id, 128)

/** Ids and names come from a server, or from any implementation of the port. */
const harmless = (error: EnrollmentError): EnrollmentError => {
  const told = error.requestId === undefined ? {} : { requestId: plainId(error.requestId) }
  if (error._tag === 'invalidResponse')
    return { ...error, ...told, paths: error.paths.map((path) => plainText(path)) }
  if (error._tag === 'invalidInput')
    return { ...error, ...told, field: error.field === null ? null : plainText(error.field) }
  return { ...error, ...told }
}

/** What support needs to know of an enrollment. */
export const supportOf = ({ enrollmentId, error }: EnrollmentContext): Support => {
  const told = error && harmless(error)
  return { enrollmentId, requestId: told?.requestId ?? null, error: told }
}
