import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { cannotListen, portFaultOf, portFrom } from '../../../src/cli/loopback/port.ts'
import { textsFor } from '../../../src/cli/texts/texts.ts'
import { UsageError } from '../../../src/cli/usage-error.ts'

const port = suite('the port of a server')

const en = textsFor('en')
const failed = (code: string) => Object.assign(new Error('listen'), { code })

port('is any number of 16 bits, and nothing else', () => {
  for (const [text, number] of [
    ['0', 0],
    ['80', 80],
    ['65535', 65_535],
  ] as const)
    assert.is(portFrom(text, en), number)
  for (const text of ['', ' 80', '-1', '1.5', '0x50', '65536', '070000', 'http'])
    assert.throws(
      () => portFrom(text, en),
      (cause: unknown) => cause instanceof UsageError && cause.message === en.loopback.portWrong,
      text,
    )
})

port(
  'that is in use, or reserved, gets its own words in both languages; another reason gets general ones',
  () => {
    const told = (code: string, lang: 'en' | 'zh-CN') =>
      cannotListen(80, textsFor(lang), failed(code)).message
    assert.match(told('EADDRINUSE', 'en'), /^Port 80 is in use: .+ choose another --port/)
    assert.match(told('EACCES', 'en'), /^Port 80 needs more rights .+ choose a --port above 1023/)
    assert.match(told('EPERM', 'en'), /^Port 80 cannot be listened on: choose another --port/)
    const chinese = ['EADDRINUSE', 'EACCES', 'EPERM'].map((code) => told(code, 'zh-CN'))
    assert.is(new Set(chinese).size, 3)
    for (const text of chinese) assert.match(text, /端口 80.*--port/)
  },
)

port('is not what is wrong with an address there is not', () => {
  assert.is(portFaultOf(failed('EADDRNOTAVAIL')), null)
  assert.is(portFaultOf(new Error('another')), null)
  assert.is(portFaultOf('EACCES'), null)
})

port.run()
