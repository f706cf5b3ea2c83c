// The demo, as a person at a terminal sees it. Wants tmux, oathtool and zbarimg.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsqr from 'jsqr'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codeOf, wrongCodeFor } from '../cli/authenticator.ts'
import { rasterise, type Picture } from '../cli/rasterise.ts'
import { onTerminal, type Terminal } from './terminal.ts'

const demo = suite('the demo on a terminal')

const prompt = /Code \((\d+) s left, q leaves\):/

const pictureOn = (screen: string): Picture =>
  rasterise(
    screen.split('\n').filter((line) => /[█▀▄]{3}/.test(line)),
    { foreground: 255, background: 0 },
  )

const uriOn = (screen: string): string => {
  const { data, width, height } = pictureOn(screen)
  const read = jsqr.default(data, width, height)
  if (read === null) throw new Error(`No QR code on the screen:\n${screen}`)
  return read.data
}

const keyOn = (screen: string): string => {
  const key = /^Key: ([A-Z2-7 ]+)$/m.exec(screen)?.[1]
  if (key === undefined) throw new Error(`No key on the screen:\n${screen}`)
  return key
}

const answered = async (terminal: Terminal, code: string) => {
  await terminal.type(code)
  await terminal.press('Enter')
}

const savedToTheEnd = async (terminal: Terminal) => {
  await terminal.until(/Type saved once you have saved it:/)
  await answered(terminal, 'saved')
  assert.equal(await terminal.ended(), { code: 0, isRestored: true })
}

demo('shows picture and key of one secret, and a countdown that goes down', () =>
  onTerminal(['demo', '--yes'], {}, async (terminal) => {
    const [, first] = await terminal.until(prompt)
    const screen = await terminal.screen()
    assert.is(new URL(uriOn(screen)).searchParams.get('secret'), keyOn(screen).replaceAll(' ', ''))
    assert.match(keyOn(screen), /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
    await terminal.until(new RegExp(`Code \\((?!${first} )\\d+ s left, q leaves\\):`))
    const [, later] = prompt.exec(await terminal.screen()) ?? []
    assert.ok(Number(later) < Number(first))
    assert.is((await terminal.screen()).match(/Code \(/g)?.length, 1, 'it is drawn in place')
  }),
)

demo('an empty Enter lets the built-in authenticator answer; "no" does not confirm, "saved" does', () =>
  onTerminal(['demo', '--yes'], {}, async (terminal) => {
    await terminal.until(prompt)
    await terminal.press('Enter')
    await terminal.until(/^ {4}[0-9a-f]{4}(-[0-9a-f]{4}){5}$/m)
    await answered(terminal, 'no')
    await terminal.until(/Type saved once you have saved it:\nIt cannot be shown again\./)
    await savedToTheEnd(terminal)
    assert.match(await terminal.screen(), /\nYour authenticator app is active\.\n/)
  }),
)

demo('too short a code is gone from the line, so that the next is not glued to it', () =>
  onTerminal(['demo', '--yes'], {}, async (terminal) => {
    await terminal.until(prompt)
    const code = codeOf(uriOn(await terminal.screen()))
    await answered(terminal, code.slice(0, 3))
    await terminal.until(/q leaves\):\nEnter the 6 digits that the app shows\./)
    await answered(terminal, code)
    await savedToTheEnd(terminal)
  }),
)

demo('a wrong code is told, keeps the picture, and does not start the minute anew', () =>
  onTerminal(['demo', '--yes'], {}, async (terminal) => {
    const [, first] = await terminal.until(prompt)
    const uri = uriOn(await terminal.screen())
    await answered(terminal, wrongCodeFor(uri))
    const [, again] = await terminal.until(
      /That code is not right\. Check it and try again\.\nCode \((\d+) s left, q leaves\):/,
    )
    assert.ok(Number(again) <= Number(first))
    assert.is((await terminal.screen()).match(/^Key: /gm)?.length, 1, 'the picture is drawn once')
    await answered(terminal, codeOf(uri))
    await savedToTheEnd(terminal)
  }),
)

demo('oathtool computes the code from the key on the screen, and it is taken with a space in it', () =>
  onTerminal(['demo', '--yes'], {}, async (terminal) => {
    await terminal.until(prompt)
    const key = keyOn(await terminal.screen()).replaceAll(' ', '')
    const code = execFileSync('oathtool', ['--totp', '-b', key], { encoding: 'utf8' }).trim()
    await answered(terminal, `${code.slice(0, 3)} ${code.slice(3)}`)
    await savedToTheEnd(terminal)
  }),
)

demo('zbarimg reads the picture on the screen', () =>
  onTerminal(['demo', '--yes'], {}, async (terminal) => {
    await terminal.until(prompt)
    const screen = await terminal.screen()
    const { data, width, height } = pictureOn(screen)
    const folder = mkdtempSync(join(tmpdir(), 'mfa-enroll-qr-'))
    try {
      const greys = Uint8Array.from({ length: width * height }, (_, dot) => data[dot * 4] ?? 0)
      writeFileSync(
        join(folder, 'screen.pgm'),
        Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), greys]),
      )
      const read = execFileSync('zbarimg', ['--quiet', '--raw', join(folder, 'screen.pgm')], {
        encoding: 'utf8',
        // It complains of a missing D-Bus.
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      assert.is(read.trim(), uriOn(screen))
    } finally {
      rmSync(folder, { recursive: true })
    }
  }),
)

demo('--ascii draws the same picture of # alone, where the window is wide enough', () =>
  onTerminal(['demo', '--yes', '--ascii'], { columns: 120, rows: 70 }, async (terminal) => {
    await terminal.until(prompt)
    const lines = (await terminal.screen()).split('\n').filter((line) => /^#[# ]*#$/.test(line))
    const { data, width, height } = rasterise(lines, { foreground: 255, background: 0 })
    const uri = jsqr.default(data, width, height)?.data
    assert.match(String(uri), /^otpauth:\/\/totp\//)
  }),
)

demo('a narrow window gets the way out instead of a torn picture', () =>
  onTerminal(['demo', '--yes', '--ascii'], { columns: 60 }, async (terminal) => {
    await terminal.until(prompt)
    const screen = await terminal.screen()
    assert.match(
      screen.replaceAll(/\s+/g, ' '),
      /this window has 60\. Type the key, or start again without --ascii\./,
    )
    assert.not.match(screen, '##')
    await answered(terminal, '12')
    await terminal.until(/left, q leaves\):\nEnter the 6 digits/)
    await terminal.press('Enter')
    await savedToTheEnd(terminal)
  }),
)

demo('a window of 24 lines is told how high it should be', () =>
  onTerminal(['demo', '--yes'], { rows: 24 }, async (terminal) => {
    await terminal.until(prompt)
    assert.match(await terminal.screen(), /If the picture is cut off, make the window \d+ lines high/)
  }),
)

const environments = [
  ['16 colours', { term: 'xterm-16color' }],
  ['NO_COLOR', { env: { NO_COLOR: '1' } }],
  ['8 colours', { term: 'screen' }],
] as const

for (const [name, options] of environments) {
  demo(`works from beginning to end with ${name}`, () =>
    onTerminal(['demo', '--yes'], options, async (terminal) => {
      await terminal.until(prompt)
      const coloured = (await terminal.colouredScreen()).includes('\u001B[97')
      assert.is(coloured, name !== 'NO_COLOR')
      await terminal.press('Enter')
      await savedToTheEnd(terminal)
    }),
  )
}

demo.run()
