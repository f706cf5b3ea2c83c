export { MfaEnrollmentElement } from './element.ts'
export { defineEnrollmentElement } from './define.ts'
export type { EnrollmentElementEvents } from './events.ts'
export type { TextOverrides } from '../view/index.ts'
