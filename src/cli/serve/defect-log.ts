import { SealingKeyError, StoreError, UnreadableEnrollmentError } from '../../durable/index.ts'
import { IssuerError } from '../../server/index.ts'

/** What may be logged of what was thrown. */
export interface DefectLog {
  readonly name: string
  readonly code?: string
  /** Of errors of our own, whose messages hold no secret. */
  readonly message?: string
  /** Where it happened: functions and files, and nothing that was given to them. */
  readonly at?: readonly string[]
}

const ours = [StoreError, UnreadableEnrollmentError, SealingKeyError, IssuerError]

const framesOf = ({ stack = '' }: Error): readonly string[] =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .slice(0, 8)

const codeOf = (cause: Error): string | undefined => {
  const code = 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : undefined
}

/** Names what is let through: the message of any other error may repeat a token, a row or an answer. */
export const defectLog = (defect: unknown): DefectLog => {
  if (!(defect instanceof Error)) return { name: typeof defect }
  const { name } = defect
  if (ours.some((kind) => defect instanceof kind)) return { name, message: defect.message }
  const code = codeOf(defect)
  return { name, ...(code === undefined ? {} : { code }), at: framesOf(defect) }
}
