import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reveal } from '../../../machines/index.ts'
import { limitsSecretOf } from '../../../src/cli/serve/limits-secret.ts'
import { newSealingKey } from '../../../src/durable/index.ts'

const secrets = suite('the secret of the limits')

secrets('stays while keys are turned round', () => {
  const [one, other] = [newSealingKey(), newSealingKey()]
  assert.equal(limitsSecretOf([one, other]), limitsSecretOf([other, one]))
})

secrets('is another for another key, and not the key', () => {
  const [one, other] = [newSealingKey(), newSealingKey()]
  assert.is(limitsSecretOf([one]).byteLength, 32)
  assert.not.equal(limitsSecretOf([one]), limitsSecretOf([other]))
  assert.not.equal(limitsSecretOf([one]), new Uint8Array(reveal(one.bytes)))
})

secrets.run()
