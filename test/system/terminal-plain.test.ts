// `mfa-enroll` where nothing is drawn anew: for screen readers, logs and TERM=dumb. Wants tmux.
import jsqr from 'jsqr'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { rasterise } from '../cli/rasterise.ts'
import { onTerminal } from './terminal.ts'
import { answered, english, ownBytes, throughTheDemo } from './through-the-demo.ts'

const plain = suite('a terminal that is never redrawn')

const neverRedrawn = [
  ['--plain', ['demo', '--plain'], {}],
  ['TERM=dumb', ['demo'], { term: 'dumb' }],
  ['--plain, though FORCE_COLOR is set', ['demo', '--plain'], { env: { FORCE_COLOR: '1' } }],
] as const

for (const [name, args, options] of neverRedrawn) {
  plain(`${name}: no byte of an escape sequence, and nothing is written over`, () =>
    onTerminal(args, options, async (terminal) => {
      await throughTheDemo(terminal)
      assert.not.match(ownBytes(terminal), '\u001B')
      // The terminal's driver writes CR LF for each end of a line.
      const written = ownBytes(terminal).replaceAll('\r\n', '\n')
      for (const key of ['\r', '\b']) assert.not.match(written, key)
      assert.is(ownBytes(terminal).match(/You have 60 s\./g)?.length, 1)
      assert.not.match(await terminal.screen(), /█|##/)
      assert.match(await terminal.screen(), /^Key: [A-Z2-7 ]+$/m)
    }),
  )
}

plain('--plain --ascii draws the picture where it fits', () =>
  onTerminal(['demo', '--plain', '--ascii'], { columns: 120, rows: 70 }, async (terminal) => {
    await terminal.until(english.goOn)
    await terminal.press('Enter')
    await terminal.until(english.code)
    const lines = (await terminal.screen()).split('\n').filter((line) => /^#[# ]*#$/.test(line))
    const { data, width, height } = rasterise(lines, { foreground: 255, background: 0 })
    assert.match(String(jsqr.default(data, width, height)?.data), /^otpauth:\/\/totp\//)
    await terminal.press('C-c')
    assert.equal(await terminal.ended(), { code: 130, isRestored: true })
    assert.match(await terminal.screen(), /Cancelled\. Nothing was added\./)
  }),
)

plain('--plain: the access token is typed unseen', () =>
  onTerminal(['enroll', '--plain', '--host', 'http://127.0.0.1:9', '--app-id', 'a'], {}, async (terminal) => {
    await terminal.until(/Access token \(not shown\):/)
    await answered(terminal, 'two words')
    await terminal.until(/does not hold an access token[^]*\(not shown\):/)
    await answered(terminal, 'SECRET-token')
    await terminal.until(/Which factor/)
    assert.not.match(terminal.written(), /SECRET|two words/)
    await answered(terminal, 'otp')
    await terminal.until(english.goOn)
    await answered(terminal, 'q')
    assert.equal(await terminal.ended(), { code: 130, isRestored: true })
  }),
)

for (const key of ['C-c', 'C-d']) {
  plain(`--plain: ${key} leaves at the token, at the code and at the recovery code`, async () => {
    await onTerminal(
      ['enroll', '--plain', '--host', 'http://127.0.0.1:9', '--app-id', 'a'],
      {},
      async (terminal) => {
        await terminal.until(/Access token/)
        await terminal.type('SEC')
        await terminal.press(key)
        assert.equal(await terminal.ended(), { code: 130, isRestored: true })
        assert.match(await terminal.screen(), /Cancelled\. Nothing was added\./)
      },
    )
    await onTerminal(['demo', '--plain', '--yes'], {}, async (terminal) => {
      await terminal.until(english.code)
      await terminal.press(key)
      assert.equal(await terminal.ended(), { code: 130, isRestored: true })
      assert.match(await terminal.screen(), /Code \(q leaves\):( \^C)?\nCancelled\. Nothing was added\./)
    })
    await onTerminal(['demo', '--plain', '--yes'], {}, async (terminal) => {
      await terminal.until(english.code)
      await terminal.press('Enter')
      await terminal.until(english.saved)
      await terminal.press(key)
      assert.equal(await terminal.ended(), { code: 130, isRestored: true })
      assert.match(await terminal.screen(), /\nThe factor is active, but you left without saving/)
    })
  })
}

plain.run()
