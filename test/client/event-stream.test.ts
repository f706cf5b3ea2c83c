import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createEventParser, type StreamEvent } from '../../src/client/event-stream.ts'

const stream = suite('a stream of events')

const read = (...pieces: readonly string[]): readonly StreamEvent[] => {
  const events: StreamEvent[] = []
  const parse = createEventParser((event) => events.push(event))
  pieces.forEach(parse)
  return events
}

stream('tells events by type, with the lines of their data', () => {
  assert.equal(read('event: view\ndata: {"a":1}\n\ndata: one\ndata: two\n\n'), [
    { type: 'view', data: '{"a":1}' },
    { type: 'message', data: 'one\ntwo' },
  ])
})

stream('passes over comments, unknown fields, and events without data', () => {
  assert.equal(read(':\n\nid: 1\nretry: 5\nevent: view\n\n:beat\ndata\n\n'), [{ type: 'message', data: '' }])
})

stream('tells nothing of an event that is not complete', () => {
  assert.equal(read('event: view\ndata: 1\n'), [])
})

stream('reads every way to end a line, cut anywhere', () => {
  const text =
    'event: view\rdata: 1\r\ndata: 2\n\r\n:\n\nevent: end\ndata: {}\n\nevent: view\ndata: ü\r\rdata: x\n\n'
  const whole = read(text)
  assert.is(whole.length, 4)
  fc.assert(
    fc.property(fc.array(fc.nat({ max: text.length }), { maxLength: 8 }), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), text.length]
      const pieces = at.slice(1).map((end, index) => text.slice(at[index], end))
      assert.equal(read(...pieces), whole)
    }),
  )
})

stream('gives up on a line without end', () => {
  const parse = createEventParser(() => undefined)
  assert.throws(() => {
    for (let piece = 0; piece < 20; piece += 1) parse('x'.repeat(100_000))
  }, /too long/)
})

stream.run()
