import { isRedacted, reveal, type Redacted } from '../../../machines/index.ts'
import type { Credentials } from './engine.ts'
import type { OpenEnrollment } from './stored-enrollment.ts'

const clear = (name: Redacted<string> | null) => name && reveal(name)

/** Whether it is theirs. Who does not say for whom they ask answers for that themselves. */
export const isOwnedBy = (
  { owner }: Pick<OpenEnrollment, 'owner'>,
  asking: Redacted<string> | null | undefined,
): boolean => asking === undefined || clear(asking) === clear(owner)

/** @throws TypeError for a bare text, from callers without types: nobody knows where else it went. */
export const assertRedacted = (credentials: Partial<Credentials>): void => {
  for (const name of ['owner', 'accessToken'] as const) {
    const given = credentials[name] ?? null
    if (given !== null && !isRedacted(given))
      throw new TypeError(`${name} must be wrapped with redact(), so that it is never printed`)
  }
}
