import type { Inspected } from '../inspection.ts'

/** Why an event from an inspector was not taken. */
export type RefusalByInspection = Extract<Inspected, { readonly accepted: false }>['reason']

/** Hears what was refused of that which viewers sent; `null` where it was for no enrollment that is shown. */
export type OnRefused = (enrollmentId: string | null, reason: RefusalByInspection) => void
