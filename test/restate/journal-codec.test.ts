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
const to = { service: 'MfaEnrollment', key: 'e', what: 'send' } as const
const value = written(Text, { text: 'a secret of somebody' }, to)

codec('seals each value anew, and opens it', async () => {
  const [one, another] = [withOld.encode(value), withOld.encode(value)]
  assert.not.equal(one, another)
  assert.not.ok(Buffer.from(one).includes('secret'))
  assert.equal(readAs(Text, await withOld.decode(one), to), E.right({ text: 'a secret of somebody' }))
})

codec('opens what an older key sealed, and seals with the newest', async () => {
  assert.ok(E.isRight(readAs(Text, await withBoth.decode(withOld.encode(value)), to)))
  const unknown = readAs(Text, await withOld.decode(withBoth.encode(value)), to)
  assert.equal(unknown, E.left({ _tag: 'unknownKey', keyId: newest.id }))
})

codec('takes nothing for a value that was not sealed, or was changed', async () => {
  const sealed = withOld.encode(value)
  const changed = Uint8Array.from(sealed, (byte, index) => (index === sealed.length - 20 ? byte ^ 1 : byte))
  const forged = Uint8Array.of(
    0,
    ...Buffer.from(
      JSON.stringify({ version: 1, for: ['MfaEnrollment', 'send', 'e'], value: { text: 'forged' } }),
    ),
  )
  for (const bytes of [value, changed, forged, new Uint8Array(), sealed.subarray(0, 10)])
    assert.equal(readAs(Text, await withOld.decode(bytes), to), E.left({ _tag: 'damaged' }))
})

codec('knows a value of another version from one of ours', async () => {
  const head = '"for":["MfaEnrollment","e","send"]'
  const texts = [
    `{"version":2,${head},"value":{"text":"a"}}`,
    `{"version":1,${head},"value":{}}`,
    '{}',
    'null',
    '',
  ]
  for (const text of texts) {
    const opened = await withOld.decode(withOld.encode(Buffer.from(text)))
    assert.equal(readAs(Text, opened, to), E.left({ _tag: 'otherVersion' }), text)
  }
})

codec('opens a value for nothing but what it was sealed for', async () => {
  const opened = await withOld.decode(withOld.encode(value))
  for (const other of [{ service: 'Other' }, { key: 'f' }, { what: 'erase' }, { key: 'send', what: 'e' }])
    assert.equal(
      readAs(Text, opened, { ...to, ...other }),
      E.left({ _tag: 'damaged' }),
      JSON.stringify(other),
    )
})

codec.run()
