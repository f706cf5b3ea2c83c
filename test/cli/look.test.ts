import { PassThrough } from 'node:stream'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lookOf, painted, spelled } from '../../src/cli/look.ts'

const looks = suite('how a terminal may be written on')

const terminal = (env: Readonly<Record<string, string>>, plain = false) =>
  lookOf({ output: Object.assign(new PassThrough(), { isTTY: true }), env }, plain)

looks('a terminal has colours, unless NO_COLOR says anything', () => {
  assert.ok(terminal({ TERM: 'xterm' }).colours)
  assert.not.ok(terminal({ TERM: 'xterm', NO_COLOR: '0' }).colours)
  // https://no-color.org: present and not an empty string.
  assert.ok(terminal({ TERM: 'xterm', NO_COLOR: '' }).colours)
})

looks('FORCE_COLOR gives colours to what is no terminal, and NO_COLOR wins over it', () => {
  const output = new PassThrough()
  assert.not.ok(lookOf({ output, env: {} }, false).colours)
  assert.ok(lookOf({ output, env: { FORCE_COLOR: '1' } }, false).colours)
  assert.not.ok(lookOf({ output, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, false).colours)
})

looks('--plain and TERM=dumb have no colours, whatever is forced', () => {
  for (const look of [terminal({ FORCE_COLOR: '1' }, true), terminal({ FORCE_COLOR: '1', TERM: 'dumb' })]) {
    assert.ok(look.plain)
    assert.not.ok(look.colours)
  }
})

looks('the locale says what characters there are; the first that is set decides', () => {
  const locales = [
    [{ LC_ALL: 'C' }, false],
    [{ LC_ALL: 'POSIX', LANG: 'en_US.UTF-8' }, false],
    [{ LC_ALL: '', LANG: 'en_US.UTF-8' }, true],
    [{ LC_CTYPE: 'C', LANG: 'en_US.UTF-8' }, false],
    [{ LC_ALL: 'C.utf8', LANG: 'C' }, true],
    [{ LANG: 'zh_CN.GBK' }, false],
    // Where no locale is set, as in containers, the terminal is a modern one all the same.
    [{}, true],
  ] as const
  for (const [env, unicode] of locales) assert.is(terminal(env).unicode, unicode, JSON.stringify(env))
})

looks('without UTF-8 three dots stand for the ellipsis', () => {
  assert.is(spelled('Preparing…', { unicode: false }), 'Preparing...')
  assert.is(spelled('Preparing…', { unicode: true }), 'Preparing…')
})

looks('without colours a text stays as it is', () => {
  assert.is(painted('wrong', 'red', false), 'wrong')
  assert.is(painted('wrong', 'red', true), '\u001B[31mwrong\u001B[39m')
})

looks.run()
