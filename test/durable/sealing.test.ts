import { createHash, webcrypto } from 'node:crypto'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { redact, reveal } from '../../machines/index.ts'
import {
  createSealer,
  newSealingKey,
  readSealingKeys,
  writeSealingKey,
  type SealedFor,
} from '../../src/durable/index.ts'

const sealing = suite('sealing')

const row: SealedFor = { kind: 'enrollment', id: 'e1', revision: 7 }
const key = newSealingKey()
const sealer = createSealer([key])
const text = '{"secret":"sealed-marker","name":"Grüße, 张伟 😀"}'
const sealed = sealer.seal(redact(text), row)

const opens = (bytes: Uint8Array, sealedFor: SealedFor = row, by = sealer): string | null => {
  const opened = by.open(bytes, sealedFor)
  return E.isRight(opened) ? reveal(opened.right) : null
}

sealing('gives back what was sealed, any text, for any row', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 500 }),
      fc.string({ unit: 'grapheme' }),
      fc.nat(),
      (any, id, revision) => {
        const sealedFor: SealedFor = { kind: 'enrollment', id, revision }
        assert.is(opens(sealer.seal(redact(any), sealedFor), sealedFor), any)
      },
    ),
  )
})

sealing('shows nothing of the text, and never seals it alike twice', () => {
  assert.not.ok(Buffer.from(sealed).includes('sealed-marker'))
  const many = Array.from({ length: 100 }, () => Buffer.from(sealer.seal(redact(text), row)).toString('hex'))
  assert.is(new Set(many).size, 100)
  assert.is(new Set(many.map((hex) => hex.slice(10, 34))).size, 100, 'a nonce is never used again')
})

/** As the papers describe the bytes, by another implementation of AES-GCM (WebCrypto, NIST SP 800-38D). */
const byWebCrypto = async (keyText: string) => {
  const bytes = Uint8Array.from(Buffer.from(keyText, 'base64'))
  const keyId = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
  const cryptoKey = await webcrypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const algorithm = (iv: Uint8Array<ArrayBuffer>, { id, revision }: SealedFor) => ({
    name: 'AES-GCM',
    iv,
    tagLength: 128,
    additionalData: new TextEncoder().encode(
      JSON.stringify(['mfa-enrollment', 1, keyId, 'enrollment', id, revision]),
    ),
  })
  return {
    seal: async (clear: string, sealedFor: SealedFor, iv: Uint8Array<ArrayBuffer>) => {
      const cipher = await webcrypto.subtle.encrypt(
        algorithm(iv, sealedFor),
        cryptoKey,
        new TextEncoder().encode(clear),
      )
      return Buffer.concat([Buffer.of(1), Buffer.from(keyId, 'hex'), iv, Buffer.from(cipher)])
    },
    open: async (bytesOfIt: Uint8Array, sealedFor: SealedFor) => {
      const iv = Uint8Array.from(bytesOfIt.subarray(5, 17))
      const cipher = Uint8Array.from(bytesOfIt.subarray(17))
      return new TextDecoder().decode(
        await webcrypto.subtle.decrypt(algorithm(iv, sealedFor), cryptoKey, cipher),
      )
    },
  }
}

sealing('is AES-256-GCM as another implementation does it, both ways', async () => {
  const other = await byWebCrypto(writeSealingKey(key))
  assert.is(await other.open(sealed, row), text)
  const iv = new Uint8Array(12).fill(9)
  assert.is(opens(await other.seal(text, row, iv)), text)
})

sealing('opens what was sealed before, byte by byte: the layout is kept', () => {
  const [known] = readSealingKeys('AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=')
  assert.is(known.id, '630dcd29')
  const before = Buffer.from(
    '01630dcd29a0a1a2a3a4a5a6a7a8a9aaab8d76135a2beb63d11112e2a1a0f095dd4b60fa77598635b8c9850dc3',
    'hex',
  )
  assert.is(
    opens(before, { kind: 'enrollment', id: 'known', revision: 3 }, createSealer([known])),
    'known answer',
  )
})

sealing('opens for no other row and no other revision', () => {
  for (const other of [
    { id: 'e2' },
    { id: '' },
    { revision: 6 },
    { revision: 8 },
    { id: 'e17', revision: 0 },
  ]) {
    assert.equal(sealer.open(sealed, { ...row, ...other }), E.left({ _tag: 'damaged' }))
  }
  // Where the id ends and the revision begins is sealed too.
  const joined = sealer.seal(redact(text), { kind: 'enrollment', id: 'e",1', revision: 2 })
  assert.is(opens(joined, { kind: 'enrollment', id: 'e', revision: 1 }), null)
})

sealing('opens with no bit changed, wherever it is', () => {
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Uint8Array.from(sealed, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
    assert.is(opens(changed), null, `bit ${bit}`)
  }
})

sealing('opens with nothing cut off, added, or exchanged', () => {
  for (let length = 0; length < sealed.length; length += 1) {
    assert.is(opens(sealed.subarray(0, length)), null, `first ${length}`)
    assert.is(opens(sealed.subarray(sealed.length - length)), null, `last ${length}`)
  }
  assert.is(opens(Buffer.concat([sealed, Buffer.of(0)])), null)
  const again = sealer.seal(redact(text), row)
  assert.is(opens(Buffer.concat([sealed.subarray(0, 17), again.subarray(17)])), null, 'another nonce')
  assert.is(opens(Buffer.concat([sealed.subarray(0, -16), again.subarray(-16)])), null, 'another tag')
})

sealing('opens no bytes of chance, and never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      assert.is(opens(bytes), null)
      assert.is(opens(Buffer.concat([sealed.subarray(0, 5), bytes])), null)
    }),
  )
})

sealing('names the key that is missing', () => {
  const opened = createSealer([newSealingKey()]).open(sealed, row)
  assert.equal(opened, E.left({ _tag: 'unknownKey', keyId: key.id }))
})

sealing('takes no key that is not what its id says', () => {
  const pretender = { id: key.id, bytes: newSealingKey().bytes }
  assert.throws(() => createSealer([pretender]), /does not have the id/)
})

sealing('goes over to a new key without a gap: the first seals, all open', () => {
  const newer = newSealingKey()
  const before = createSealer([key, newer])
  const during = createSealer([newer, key])
  const after = createSealer([newer])
  const byNewer = during.seal(redact(text), row)
  assert.is(opens(byNewer, row, before), text, 'processes that were not yet restarted read it')
  assert.is(opens(sealed, row, during), text)
  assert.is(opens(byNewer, row, after), text)
  assert.is(opens(sealed, row, after), null)
  assert.equal(
    [before.isCurrent(sealed), during.isCurrent(sealed), during.isCurrent(byNewer)],
    [true, false, true],
  )
  assert.not.ok(during.isCurrent(new Uint8Array()))
})

const keys = suite('sealing keys')

const problemOf = (input: string): string => {
  try {
    readSealingKeys(input)
  } catch (error) {
    assert.is(Object(error).name, 'SealingKeyError')
    return inspect(error, { depth: Infinity, showHidden: true })
  }
  throw new Error(`This should have been refused: ${input}`)
}
const encoded = (bytes: number) => Buffer.alloc(bytes, 'k3y!').toString('base64')

keys('are read newest first, separated by commas or line ends, with blanks around', () => {
  const [one, two] = [newSealingKey(), newSealingKey()]
  for (const between of [',', ' , ', '\n', '\r\n', ',\n']) {
    const read = readSealingKeys(` ${writeSealingKey(one)}${between}${writeSealingKey(two)}\n`)
    assert.equal(
      read.map(({ id }) => id),
      [one.id, two.id],
    )
    assert.equal(reveal(read[0].bytes), Buffer.from(reveal(one.bytes)))
  }
})

keys('are named by their SHA-256, eight digits of it', () => {
  const digest = createHash('sha256').update(reveal(key.bytes)).digest('hex')
  assert.is(key.id, digest.slice(0, 8))
})

keys('are 32 bytes, new each time', () => {
  const made = Array.from({ length: 20 }, newSealingKey)
  assert.is(new Set(made.map(writeSealingKey)).size, 20)
  assert.ok(made.every(({ bytes }) => reveal(bytes).length === 32))
})

keys('show themselves in no output', () => {
  const shown = `${inspect(key, { depth: Infinity, showHidden: true })}${JSON.stringify(key)}`
  assert.not.match(shown, writeSealingKey(key))
  assert.match(shown, '<redacted>')
})

keys(
  'that are none are refused by a message that says which, how, and what to do, and not what it was',
  () => {
    const good = writeSealingKey(key)
    for (const [input, said] of [
      ['', /There is no sealing key\. Make one with: mfa-enroll key/],
      [' ,\n, ', /There is no sealing key/],
      ['pa55word-of-someone', /Key 1 is no base64\. Make one/],
      [`${good},pa55word-of-someone`, /Key 2 is no base64/],
      [`"${good}"`, /Key 1 is no base64/],
      [good.slice(0, -1), /Key 1 is no base64/],
      [encoded(31), /Key 1 has 31 bytes, it must have 32\. Make one/],
      [encoded(64), /Key 1 has 64 bytes/],
      [`${good}\n${encoded(16)}`, /Key 2 has 16 bytes/],
      [`${good},${good}`, /The same sealing key is given twice/],
    ] as const) {
      const problem = problemOf(input)
      assert.match(problem, said)
      for (const part of input.split(/[,\s"]+/).filter((each) => each !== '')) assert.not.match(problem, part)
    }
  },
)

sealing.run()
keys.run()
