import * as t from 'io-ts'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { createSealer, newSealingKey } from '../../src/durable/index.ts'
import { journalCodec } from '../../src/restate/wire/journal-codec.ts'
import { readAs, written } from '../../src/restate/wire/values.ts'

const codec = suite('the codec of Restate journals')

const [old, newest] = [newSealingKey(), newSealingKey()]
const withOld = journalCodec(createSealer([old]))
const withBoth = journalCodec(createSealer([newest, old]))
const Text = t.type({ text: t.string })
const value = written(Text, { text: 'a secret of somebody' })

codec('seals each value anew, and opens it', async () => {
  const [one, another] = [withOld.encode(value), withOld.encode(value)]
  assert.not.equal(one, another)
  assert.not.ok(Buffer.from(one).includes('secret'))
  assert.equal(readAs(Text, await withOld.decode(one)), E.right({ text: 'a secret of somebody' }))
})

codec('opens what an older key sealed, and seals with the newest', async () => {
  assert.ok(E.isRight(readAs(Text, await withBoth.decode(withOld.encode(value)))))
  const unknown = readAs(Text, await withOld.decode(withBoth.encode(value)))
  assert.equal(unknown, E.left({ _tag: 'unknownKey', keyId: newest.id }))
})

codec('takes nothing for a value that was not sealed, or was changed', async () => {
  const sealed = withOld.encode(value)
  const changed = Uint8Array.from(sealed, (byte, index) => (index === sealed.length - 20 ? byte ^ 1 : byte))
  const forged = Uint8Array.of(0, ...Buffer.from(JSON.stringify({ version: 1, value: { text: 'forged' } })))
  for (const bytes of [value, changed, forged, new Uint8Array(), sealed.subarray(0, 10)])
    assert.equal(readAs(Text, await withOld.decode(bytes)), E.left({ _tag: 'damaged' }))
})

codec('knows a value of another version from one of ours', async () => {
  for (const text of ['{"version":2,"value":{"text":"a"}}', '{"version":1,"value":{}}', '{}', 'null', '']) {
    const opened = await withOld.decode(withOld.encode(Buffer.from(text)))
    assert.equal(readAs(Text, opened), E.left({ _tag: 'otherVersion' }), text)
  }
})

codec.run()
