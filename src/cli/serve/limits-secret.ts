import { hkdfSync } from 'node:crypto'
import { reveal } from '../../../machines/index.ts'
import type { SealingKeys } from '../../durable/index.ts'

/**
 * The secret that stands between a phone number and what the limits keep of it, made of a sealing key. While keys are
 * changed their order is turned round, so the one whose id comes first is taken: the counts begin anew once at most.
 */
export const limitsSecretOf = (keys: SealingKeys): Uint8Array => {
  const [first] = keys.toSorted((one, other) => one.id.localeCompare(other.id))
  const bytes = reveal((first ?? keys[0]).bytes)
  return new Uint8Array(hkdfSync('sha256', bytes, '', 'mfa-enrollment limits', 32))
}
