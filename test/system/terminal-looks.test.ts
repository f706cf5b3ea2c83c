// How `mfa-enroll` looks on terminals of many kinds. Wants tmux.
import jsqr from 'jsqr'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fits } from '../../src/cli/wrapped.ts'
import { rasterise } from '../cli/rasterise.ts'
import { onTerminal } from './terminal.ts'
import { answered, chinese, english, ownBytes, ownScreen, throughTheDemo } from './through-the-demo.ts'

const looks = suite('terminals of many kinds')

/** Words that stand whole on the screen unless a line was torn. */
const wholeWords = [/authenticator/, /once/, /recovery/, /QR code/, /window/]

looks('30 columns: no word is torn, and a long answer has a line of its own', () =>
  onTerminal(['demo'], { columns: 30 }, async (terminal) => {
    await throughTheDemo(terminal)
    const screen = await ownScreen(terminal)
    for (const word of wholeWords) assert.match(screen, word)
    assert.match(screen, /^Key: ([A-Z2-7]{4} ?)+\n([A-Z2-7]{4} ?)+$/m)
    assert.match(screen, /^[0-9a-f]{4}(-[0-9a-f]{4}){5}$/m)
    assert.match(screen, /^Press Enter to go on \(q\nleaves\):$/m)
  }),
)

looks('30 columns: an answer that does not fit beside its question stands below it', () =>
  onTerminal(['demo', '--yes'], { columns: 30 }, async (terminal) => {
    await terminal.until(english.code)
    await terminal.type('12345678901234567890')
    await terminal.until(/^Code \(\d+ s left, q leaves\):\n> 12345678901234567890$/m)
    await terminal.press('Enter')
    await terminal.until(/^Code \(\d+ s left, q leaves\):\nEnter the 6 digits that the\napp shows\.$/m)
    await terminal.press('C-c')
    assert.equal(await terminal.ended(), { code: 130, isRestored: true })
  }),
)

looks('zh-CN at 40 columns: no line is wider, begins with a closing mark, or tears a word', () =>
  onTerminal(['demo', '--lang', 'zh-CN'], { columns: 40 }, async (terminal) => {
    await throughTheDemo(terminal, chinese)
    const screen = await ownScreen(terminal)
    for (const line of screen.split('\n')) {
      assert.ok(fits(line, 40), line)
      assert.not.match(line, /^[，。：；？！）]/)
    }
    assert.match(screen, '（OTP）')
    assert.match(screen, /^密钥：/m)
    assert.match(screen, /^您的身份验证器应用已启用。$/m)
    // Of English there is nothing but names.
    const left = new Set([...screen.matchAll(/[A-Za-z]{3,}/g)].map(([word]) => word.toLowerCase()))
    for (const word of ['genauth', 'http', 'otp', 'saved']) left.delete(word)
    for (const word of left) assert.match(word, /^[a-f]+$|^[A-Z2-7]+$/i, word)
    assert.not.match(screen, /Enter|Code|Support/)
  }),
)

looks('zh-CN: the reason for a refusal stands below, also where the answer had a line of its own', () =>
  onTerminal(['demo', '--yes', '--lang', 'zh-CN'], { columns: 40 }, async (terminal) => {
    await terminal.until(chinese.code)
    await answered(terminal, '123')
    await terminal.until(/^验证码（剩余 \d+ 秒，q 退出）：\n请输入应用显示的 6 位数字。$/m)
    await terminal.type('12345678901234567890')
    await terminal.until(/^验证码（剩余 \d+ 秒，q 退出）：\n> 12345678901234567890$/m)
    assert.is((await terminal.screen()).match(/验证码（剩余/g)?.length, 1, 'it is drawn in place')
    await terminal.press('C-c')
    assert.equal(await terminal.ended(), { code: 130, isRestored: true })
  }),
)

/** The colours and styles that were set: ESC [ numbers m. */
const stylesOf = (written: string): readonly string[] =>
  written.split('\u001B[').flatMap((part) => /^([0-9;]*)m/.exec(part)?.[1] ?? [])

looks('NO_COLOR: not one colour, in the picture or anywhere', () =>
  onTerminal(['demo'], { env: { NO_COLOR: '1' } }, async (terminal) => {
    await throughTheDemo(terminal)
    assert.equal(stylesOf(ownBytes(terminal)), [])
    assert.match(await terminal.screen(), '█')
  }),
)

for (const term of ['xterm-16color', 'xterm', 'linux', 'screen']) {
  looks(
    `TERM=${term}: the picture is white on black by the colours of eight, and brighter by those of 16`,
    () =>
      onTerminal(['demo'], { term }, async (terminal) => {
        await throughTheDemo(terminal)
        assert.match(ownBytes(terminal), '\u001B[37;97;40m██')
        // No palette of 256 colours, and none of 24 bits.
        for (const style of stylesOf(ownBytes(terminal))) assert.not.match(style, /[34]8;/)
      }),
  )
}

for (const [name, env] of [
  ['LC_ALL=C', { LC_ALL: 'C' }],
  ['LC_ALL=POSIX', { LC_ALL: 'POSIX' }],
] as const) {
  looks(`${name}: every character is ASCII, and the picture can be scanned`, () =>
    onTerminal(['demo'], { env, columns: 100, rows: 70 }, async (terminal) => {
      await throughTheDemo(terminal)
      assert.match(ownBytes(terminal), /^\p{ASCII}*$/u)
      assert.match(ownBytes(terminal), /Preparing\.\.\./)
      const lines = (await terminal.screen()).split('\n').filter((line) => /^#[# ]*#$/.test(line))
      const { data, width, height } = rasterise(lines, { foreground: 255, background: 0 })
      assert.match(String(jsqr.default(data, width, height)?.data), /^otpauth:\/\/totp\//)
    }),
  )
}

looks('before the minute q leaves, and anything but Enter is asked again on an empty line', () =>
  onTerminal(['demo'], {}, async (terminal) => {
    await terminal.until(english.goOn)
    await answered(terminal, '123456')
    await terminal.until(/go on \(q leaves\):\nPress Enter alone, or q and Enter\.$/m)
    await answered(terminal, 'q')
    assert.equal(await terminal.ended(), { code: 130, isRestored: true })
    assert.match(await terminal.screen(), /Cancelled\. Nothing was added\./)
  }),
)

looks.run()
