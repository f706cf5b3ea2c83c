import * as assert from 'uvu/assert'
import type { Terminal } from './terminal.ts'

export const answered = async (terminal: Terminal, text: string) => {
  await terminal.type(text)
  await terminal.press('Enter')
}

/** What is to be seen at each step. */
export const english = {
  goOn: /Press Enter to go on \(q\s+leaves\):/,
  code: /Code \((\d+ s left, )?q\s+leaves\):/,
  wrong: /That code is not right\./,
  codeAgain: /not right\.[^]*Code \((\d+ s left, )?q\s+leaves\):/,
  saved: /Type saved once you have saved\s+it:/,
}

export const chinese = {
  goOn: /按回车键继续（q 退出）：/,
  code: /验证码（剩余 \d+ 秒，q 退出）：/,
  wrong: /验证码不正确/,
  codeAgain: /不正确[^]*验证码（剩余 \d+ 秒，q 退出）：/,
  saved: /保存好后请输入 saved：/,
}

/** The demo from its first question to its last word, with a wrong code on the way. */
export const throughTheDemo = async (terminal: Terminal, words = english): Promise<void> => {
  await terminal.until(words.goOn)
  await terminal.press('Enter')
  await terminal.until(words.code)
  await answered(terminal, '000000')
  await terminal.until(words.wrong)
  await terminal.until(words.codeAgain)
  await terminal.press('Enter')
  await terminal.until(words.saved)
  await answered(terminal, 'saved')
  assert.equal(await terminal.ended(), { code: 0, isRestored: true })
}

/** What the command wrote, without what the shell adds at its end. */
export const ownBytes = (terminal: Terminal): string => terminal.written().split('ended with')[0] ?? ''
export const ownScreen = async (terminal: Terminal): Promise<string> =>
  (await terminal.screen()).split('ended with')[0] ?? ''
