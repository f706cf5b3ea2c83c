import { createEnrolment } from '../../../src/index.ts'
createEnrolment()
export {}
