import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  newSealingKey,
  SealingKeyError,
  sealingKeysOfEnvironment,
  writeSealingKey,
} from '../../../src/durable/index.ts'

const keys = suite('the sealing keys of the environment')

const [newer, older] = [newSealingKey(), newSealingKey()]
const folder = mkdtempSync(join(tmpdir(), 'keys-'))
keys.after(() => rmSync(folder, { recursive: true }))

const fileOf = (text: string, mode: number): string => {
  const file = join(folder, `keys-${mode}`)
  writeFileSync(file, text)
  chmodSync(file, mode)
  return file
}

const idsOf = (env: Record<string, string>) => sealingKeysOfEnvironment(env).map(({ id }) => id)

const refusalOf = (env: Record<string, string>): string => {
  try {
    sealingKeysOfEnvironment(env)
  } catch (error) {
    if (error instanceof SealingKeyError) return error.message
    throw error
  }
  return 'taken'
}

keys('are those of MFA_ENROLL_KEY, the newest first', () => {
  const given = `${writeSealingKey(newer)},${writeSealingKey(older)}`
  assert.equal(idsOf({ MFA_ENROLL_KEY: given }), [newer.id, older.id])
})

keys('are those of the file that MFA_ENROLL_KEY_FILE names, one a line', () => {
  const file = fileOf(`${writeSealingKey(newer)}\n${writeSealingKey(older)}\n`, 0o600)
  assert.equal(idsOf({ MFA_ENROLL_KEY: '', MFA_ENROLL_KEY_FILE: file }), [newer.id, older.id])
})

keys('may be in a file that the group can read, and in none that everybody can', () => {
  const text = writeSealingKey(newer)
  assert.equal(idsOf({ MFA_ENROLL_KEY_FILE: fileOf(text, 0o440) }), [newer.id])
  for (const mode of [0o644, 0o606, 0o604])
    assert.match(refusalOf({ MFA_ENROLL_KEY_FILE: fileOf(text, mode) }), 'chmod 600')
})

keys('must be given, and in one place', () => {
  const key = writeSealingKey(newer)
  assert.match(refusalOf({}), 'mfa-enroll key')
  assert.match(refusalOf({ MFA_ENROLL_KEY: key, MFA_ENROLL_KEY_FILE: 'keys' }), 'both set')
  assert.match(refusalOf({ MFA_ENROLL_KEY_FILE: join(folder, 'none') }), 'there is no file')
})

keys('must be in a file: of a folder or a device nobody is told to change its mode', () => {
  chmodSync(folder, 0o755)
  for (const wrong of [folder, '/dev/null']) {
    const said = refusalOf({ MFA_ENROLL_KEY_FILE: wrong })
    assert.match(said, /is no file/)
    assert.not.match(said, 'chmod')
  }
})

keys('are never repeated in an error', () => {
  const half = writeSealingKey(newer).slice(0, 20)
  for (const env of [{ MFA_ENROLL_KEY: half }, { MFA_ENROLL_KEY_FILE: fileOf(half, 0o600) }])
    assert.not.match(refusalOf(env), half)
})

keys.run()
