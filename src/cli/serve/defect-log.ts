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

/** A defect whose text may be logged, of a part of this package that is loaded for whoever wants it alone. */
export class ToldDefect extends Error {
  override readonly name: string

  /** The message is logged; of the cause, whose text may be anything, where it happened. */
  constructor({ name, message, cause }: Error) {
    super(message, { cause })
    this.name = name
  }
}

const ours = [StoreError, UnreadableEnrollmentError, SealingKeyError, IssuerError, ToldDefect]

/** Whether an engine has told of it by itself, once an outage; the server does so for each request that met it. */
export const isOfEngine = (defect: unknown): boolean =>
  defect instanceof StoreError || defect instanceof UnreadableEnrollmentError

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

/** What was there first. */
const rootOf = ({ cause }: Error): Error | null => (cause instanceof Error ? (rootOf(cause) ?? cause) : null)

/** Names what is let through: the message of any other error may repeat a token, a row or an answer. */
export const defectLog = (defect: unknown): DefectLog => {
  if (!(defect instanceof Error)) return { name: typeof defect }
  const { name } = defect
  if (ours.some((kind) => defect instanceof kind)) {
    const root = defect instanceof ToldDefect ? rootOf(defect) : null
    return { name, message: defect.message, ...(root !== null && { at: framesOf(root) }) }
  }
  const code = codeOf(defect)
  return { name, ...(code === undefined ? {} : { code }), at: framesOf(defect) }
}
