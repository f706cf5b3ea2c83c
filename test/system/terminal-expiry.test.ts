// The minute of an enrollment token, waited for in real time. Wants tmux.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { onTerminal } from './terminal.ts'

const expiry = suite('the minute at a terminal')

const keyOf = /^Key: ([A-Z2-7 ]+)$/gm

expiry('the prompt ends by itself while someone types, offers a renewal, and Enter takes it', () =>
  onTerminal(['demo'], { rows: 90 }, async (terminal) => {
    await terminal.until(/Code \((5[0-9]|60) s left\):/)
    await terminal.type('12345')
    await terminal.until(
      /The minute is over\. Ask for a new code\.\nPress Enter for a new one \(q leaves\):/,
      70_000,
    )
    // What stood on the dead line does not slip into the new one.
    await terminal.press('Enter')
    await terminal.until(/Code \((5[0-9]|60) s left\):$/m)

    const screen = await terminal.screen()
    const [first, second, ...more] = [...screen.matchAll(keyOf)].map(([, key]) => key)
    assert.not.equal(first, second)
    assert.equal(more, [])
    assert.match(
      screen.replaceAll(/\s+/g, ' '),
      /The key is a new one: delete the entry you just added to your app, and scan again\./,
    )

    await terminal.press('Enter')
    await terminal.until(/Type saved once you have saved it:/)
    await terminal.type('saved')
    await terminal.press('Enter')
    assert.equal(await terminal.ended(), { code: 0, isRestored: true })
  }),
)

expiry.run()
