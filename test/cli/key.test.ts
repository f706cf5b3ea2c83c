import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { program } from '../../src/cli/program.ts'
import { readSealingKeys } from '../../src/durable/index.ts'
import { run } from './run-command.ts'
import { terminalStreams } from './terminal-streams.ts'

const making = suite('mfa-enroll key')

making('prints one key as MFA_ENROLL_KEY takes it, and nothing else into a pipe', async () => {
  const { code, stdout, stderr } = await run(['key'])
  assert.equal([code, stderr], [0, ''])
  assert.match(stdout, /^[A-Za-z0-9+/]{43}=\n$/)
  assert.is(readSealingKeys(stdout).length, 1)
})

making('prints another key each time', async () => {
  const [one, other] = [await run(['key']), await run(['key'])]
  assert.is(readSealingKeys(`${one.stdout},${other.stdout}`).length, 2)
})

making('names the key by its id on a terminal, in its language, and does not repeat it', async () => {
  for (const [lang, words] of [
    ['en', 'Put it into MFA_ENROLL_KEY'],
    ['zh-CN', '请放入 MFA_ENROLL_KEY'],
  ] as const) {
    const { streams, written, errors } = terminalStreams()
    assert.is(await program(['key', '--lang', lang], streams), 0)
    const [key] = readSealingKeys(written.all())
    assert.match(errors.all(), key.id)
    assert.ok(
      errors
        .all()
        .replaceAll('\n', lang === 'en' ? ' ' : '')
        .includes(words),
      errors.all(),
    )
    assert.not.ok(errors.all().includes(written.all().trim()))
  }
})

making('takes no argument', async () => {
  const { code, stdout } = await run(['key', 'old'])
  assert.equal([code, stdout], [2, ''])
})

making.run()
