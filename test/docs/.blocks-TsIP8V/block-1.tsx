import { EnrolmentFlow } from '../../../src/react/index.ts'
export const page = <EnrolmentFlow />
export {}
