export { decodeView, encodeView } from './encoded-view.ts'
export { decodeReply, encodeReply, type EnrollmentReply } from './enrollment-reply.ts'
export { viewAt } from './view-at.ts'
