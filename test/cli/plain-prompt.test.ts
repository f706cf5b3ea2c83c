import { PassThrough } from 'node:stream'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createPlainPrompt } from '../../src/cli/plain-prompt.ts'
import { Interrupted, type Question } from '../../src/cli/question.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { terminalStreams } from './terminal-streams.ts'

const asking = suite('asking without drawing anything anew')

const color: Question = {
  label: () => 'Color: ',
  check: (text) => (text === 'red' ? null : 'Only red.'),
}

const opened = () => {
  const terminal = terminalStreams()
  return { ...terminal, ...createPlainPrompt(terminal.streams, textsFor('en'), (text) => text) }
}

/** What was written before has been heard by now. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

asking('a wrong answer is told on a line of its own, and the question stands again', async () => {
  const { ask, type, written, close } = opened()
  const answer = ask(color)
  type('blue')
  await written.until(/Only red\./)
  type('red')
  assert.is(await answer, 'red')
  assert.is(written.all(), 'Color: Only red.\nColor: ')
  close()
})

asking('a line that was entered while nothing was asked is nobody’s answer', async () => {
  const { ask, type, close } = opened()
  const first = ask(color)
  type('red')
  await first
  type('blue')
  await turn()
  const second = ask({ ...color, check: (text) => (text === 'blue' ? 'A late answer' : null) })
  type('green')
  assert.is(await second, 'green')
  close()
})

asking('what was entered before is kept by Enter alone', async () => {
  const { ask, type, written, close } = opened()
  const answer = ask({ ...color, initial: 'red' })
  type('')
  assert.is(await answer, 'red')
  assert.is(written.all(), 'Enter alone keeps red\nColor: ')
  close()
})

asking('a question that is over leaves its line and gives null', async () => {
  const { ask, written, close } = opened()
  const controller = new AbortController()
  const answer = ask(color, controller.signal)
  await written.until(/Color/)
  controller.abort()
  assert.is(await answer, null)
  await written.until(/Color: \n/)
  assert.is(await ask(color, controller.signal), null)
  assert.is(written.all(), 'Color: \n')
  close()
})

asking('news stands on a line of its own, and the question again below it', async () => {
  const { ask, type, written, close } = opened()
  const news: Question['news'] = (tell) => {
    setImmediate(() => tell('Soon over.'))
    return () => undefined
  }
  const answer = ask({ ...color, news })
  await written.until(/over\.\nColor: /)
  type('red')
  await answer
  assert.is(written.all(), 'Color: \nSoon over.\nColor: ')
  close()
})

asking('nobody hears news once the question is answered', async () => {
  const { ask, type, close } = opened()
  let listens = true
  const answer = ask({ ...color, news: () => () => void (listens = false) })
  type('red')
  await answer
  assert.not.ok(listens)
  close()
})

asking('an input that ends is an interruption, then and at every later question', async () => {
  const { ask, end, close } = opened()
  const answer = ask(color).catch((cause: unknown) => cause)
  end()
  assert.instance(await answer, Interrupted)
  assert.instance(await ask(color).catch((cause: unknown) => cause), Interrupted)
  close()
})

const secret: Question = {
  label: () => 'Token: ',
  check: (text) => (text === 'right' ? null : 'Wrong.'),
  hidden: true,
}

asking('a hidden answer is read key by key, corrected, and never written', async () => {
  const { ask, press, written, rawModes } = opened()
  const answer = ask(secret)
  press('wrong\r')
  await written.until(/Wrong\.\nToken: /)
  press('all of this goes\u0015righx\u001B[D\u007F')
  press('t\r')
  assert.is(await answer, 'right')
  assert.is(written.all(), 'Token: \nWrong.\nToken: \n')
  assert.equal(rawModes, [true, false, true, false])
})

for (const [name, key] of [
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
] as const) {
  asking(`${name} at a hidden answer is an interruption, and the terminal is as it was`, async () => {
    const { ask, press, rawModes } = opened()
    const answer = ask(secret).catch((cause: unknown) => cause)
    press(`rig${key}`)
    assert.instance(await answer, Interrupted)
    assert.is(rawModes.at(-1), false)
  })
}

asking('lines can be read after a hidden answer', async () => {
  const { ask, press, type, close } = opened()
  const token = ask(secret)
  press('right\r')
  await token
  const answer = ask(color)
  type('red')
  assert.is(await answer, 'red')
  close()
})

asking('a terminal that cannot hide what is typed is told what to do instead', async () => {
  const input = Object.assign(new PassThrough(), { isTTY: true })
  const { ask } = createPlainPrompt({ input, output: new PassThrough() }, textsFor('en'), (text) => text)
  const cause = await ask(secret).catch((reason: unknown) => reason)
  assert.instance(cause, UsageError)
  assert.match(String(cause), /set GENAUTH_ACCESS_TOKEN, or use --access-token-file FILE/)
})

asking.run()
