import { readFileSync, statSync } from 'node:fs'
import { readSealingKeys, SealingKeyError, type SealingKeys } from './sealing-key.ts'

const everybody = 0o007

/** The owner's group may read it: that is how Kubernetes hands a secret to a process that is not root. */
const assertNotForEverybody = (file: string): void => {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined)
    throw new SealingKeyError(`MFA_ENROLL_KEY_FILE: there is no file ${file}. Make one with: mfa-enroll key`)
  // A pipe is how a shell hands over what a command printed: `<(…)`.
  if (!found.isFile() && !found.isFIFO())
    throw new SealingKeyError(`MFA_ENROLL_KEY_FILE: ${file} is no file. Name one that holds the key.`)
  // Windows has no such bits.
  if (process.platform !== 'win32' && (found.mode & everybody) !== 0)
    throw new SealingKeyError(
      `MFA_ENROLL_KEY_FILE: every user of this machine may open ${file}. Close it to them: chmod 600 ${file}`,
    )
}

const contentOf = (file: string): string => {
  assertNotForEverybody(file)
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new SealingKeyError(
      `MFA_ENROLL_KEY_FILE: ${file} cannot be read. It must be a file that this user may read.`,
      { cause },
    )
  }
}

/**
 * The keys that a process was given: `MFA_ENROLL_KEY` holds them, or `MFA_ENROLL_KEY_FILE` names a file that does,
 * one a line or separated by commas, the newest first.
 *
 * @throws SealingKeyError if neither is set, or both are, or what they hold is no key; never with what it holds.
 *
 * @example
 * const engine = createEngine({ store, keys: sealingKeysOfEnvironment(process.env), service })
 */
export const sealingKeysOfEnvironment = (env: Readonly<Record<string, string | undefined>>): SealingKeys => {
  const { MFA_ENROLL_KEY: keys = '', MFA_ENROLL_KEY_FILE: file = '' } = env
  if (keys !== '' && file !== '')
    throw new SealingKeyError(
      'MFA_ENROLL_KEY and MFA_ENROLL_KEY_FILE are both set. Leave one of the two out.',
    )
  if (keys === '' && file === '')
    throw new SealingKeyError(
      'There is no sealing key. Make one with: mfa-enroll key, and set MFA_ENROLL_KEY to it, or MFA_ENROLL_KEY_FILE to a file that holds it.',
    )
  return readSealingKeys(keys === '' ? contentOf(file) : keys)
}
