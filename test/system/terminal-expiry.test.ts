// The minute of an enrollment token, waited for in real time. Wants tmux.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { onTerminal } from './terminal.ts'

const expiry = suite('the minute at a terminal')

const keyOf = /^Key: ([A-Z2-7 ]+)$/gm

expiry('the prompt ends by itself while someone types, offers a renewal, and Enter takes it', () =>
  onTerminal(['demo', '--yes'], { rows: 90 }, async (terminal) => {
    await terminal.until(/Code \((5[0-9]|60) s left, q leaves\):/)
    await terminal.type('12345')
    await terminal.until(
      /The minute is over\. Ask for a new code\.\nPress Enter for a new one \(q leaves\):/,
      70_000,
    )
    // What stood on the dead line does not slip into the new one.
    await terminal.press('Enter')
    await terminal.until(/Code \((5[0-9]|60) s left, q leaves\):$/m)

    const screen = await terminal.screen()
    const [first, second, ...more] = [...screen.matchAll(keyOf)].map(([, key]) => key)
    assert.not.equal(first, second)
    assert.equal(more, [])
    assert.match(
      screen.replaceAll(/\s+/g, ' '),
      /If you already added the entry, delete it: the key is a new one\. Then scan again\./,
    )

    await terminal.press('Enter')
    await terminal.until(/Type saved once you have saved it:/)
    await terminal.type('saved')
    await terminal.press('Enter')
    assert.equal(await terminal.ended(), { code: 0, isRestored: true })
  }),
)

expiry(
  'where nothing is redrawn the minute is told at 20 s and at its end; what stood on the line is not sent',
  () =>
    onTerminal(['demo', '--yes', '--plain'], { rows: 90 }, async (terminal) => {
      await terminal.until(/You have 60 s\.\nCode \(q leaves\):$/m)
      await terminal.type('123456')
      await terminal.until(
        /^Code \(q leaves\): 123456\nAt most 20 seconds left\.\nCode \(q leaves\):$/m,
        50_000,
      )
      await terminal.until(
        /^Code \(q leaves\):\nThe minute is over\. Ask for a new code\.\nPress Enter for a new one \(q leaves\):$/m,
        30_000,
      )
      // The terminal still holds the line: with Enter it arrives, at a question that it does not answer.
      await terminal.press('Enter')
      await terminal.until(/Press Enter alone, or q and Enter\.\nPress Enter for a new one \(q leaves\):$/m)
      await terminal.press('Enter')
      await terminal.until(
        /^You have 60 s\.\nCode \(q leaves\): 123456$[^]*^You have 60 s\.\nCode \(q leaves\):$/m,
      )
      assert.not.match(await terminal.screen(), /Checking…/)
      await terminal.press('C-c')
      assert.equal(await terminal.ended(), { code: 130, isRestored: true })
      assert.not.match(terminal.written(), '\u001B')
    }),
)

expiry.run()
