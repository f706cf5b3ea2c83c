export { createRecoveryGuard, type SheetText } from './recovery-guard.ts'
export { downloadText } from './download-text.ts'
