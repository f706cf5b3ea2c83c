import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { langOfArguments } from '../../src/cli/lang.ts'
import { textsFor } from '../../src/cli/texts/texts.ts'
import { codeOf } from './authenticator.ts'
import { jsonLines } from './json-lines.ts'
import { environmentFor, run, start } from './run-command.ts'
import { withSandbox } from './with-sandbox.ts'

const languages = suite('the language of the command')

const otp = ['enroll', '--factor', 'otp']

languages('--lang wins, then the locale; the first variable that is set decides', () => {
  const cases = [
    [[], {}, 'en'],
    [[], { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [[], { LC_MESSAGES: 'zh_TW.UTF-8', LANG: 'en_US.UTF-8' }, 'zh-CN'],
    [[], { LC_ALL: 'C', LC_MESSAGES: 'zh_CN.UTF-8' }, 'en'],
    [[], { LC_ALL: '', LANG: 'zh' }, 'zh-CN'],
    // Our UTF-8 would come out as other characters there.
    [[], { LANG: 'zh_CN.GB18030' }, 'en'],
    [['--lang', 'en'], { LANG: 'zh_CN.UTF-8' }, 'en'],
    [['--lang=zh-CN'], {}, 'zh-CN'],
    [['--lang', 'ZH-cn'], { LANG: 'en_US.UTF-8' }, 'zh-CN'],
    // What is wrong with it is told in the language of the locale.
    [['--lang', 'fr'], { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [['--lang'], {}, 'en'],
  ] as const
  for (const [args, env, lang] of cases)
    assert.is(langOfArguments(args, env), lang, JSON.stringify([args, env]))
})

type Words = { readonly [name: string]: unknown }
const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null

/** Every text by its path, the functions called with what keeps them short. */
const everyText = (words: Words, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(words).flatMap(([name, value]) => {
    const here = `${path}.${name}`
    if (typeof value === 'string') return [[here, value] as const]
    return isWords(value) ? everyText(value, here) : []
  })

languages('no text of the command is still in English in the other catalogue', () => {
  const { serviceLang: _, ...chinese } = textsFor('zh-CN')
  for (const [path, text] of everyText(chinese)) assert.match(text, /\p{Script=Han}/u, path)
})

languages('in Chinese every question ends without a space, for the colon has its own', () => {
  for (const [path, text] of everyText({ ...textsFor('zh-CN').question })) assert.not.match(text, /\s$/, path)
  for (const [path, text] of everyText({ ...textsFor('en').question })) assert.match(text, / $/, path)
})

languages('--lang zh-CN speaks Chinese to a script, and asks the service for it', () =>
  withSandbox(async (running) => {
    const asked: (string | null)[] = []
    const original = globalThis.fetch
    globalThis.fetch = (input, init) => {
      const { headers } = input instanceof Request ? input : new Request(input, init)
      asked.push(headers.get('x-genauth-lang'))
      return original(input, init)
    }
    try {
      const command = start([...otp, '--reveal', '--lang', 'zh-CN'], environmentFor(running))
      const [uri] = await command.stdout.until(/otpauth:\/\/\S+/)
      command.type('000000')
      command.type('hello')
      command.type(codeOf(uri))
      command.type('saved')
      const { code, stdout, stderr } = await command.ended
      assert.is(code, 0)
      assert.match(stdout, /^正在准备…\n请将此密钥输入身份验证器应用[^]*\n密钥：[A-Z2-7 ]+\n链接：otpauth:/)
      assert.match(stdout, /\n恢复码：[0-9a-f-]+\n您的身份验证器应用已启用。/)
      assert.match(stderr, /^验证码不正确[^\n]+\n该行不是验证码/)
    } finally {
      globalThis.fetch = original
    }
    assert.ok(asked.length > 1)
    assert.equal([...new Set(asked)], ['zh-CN'])
  }),
)

languages('the locale does the same, and JSON lines keep their keys', () =>
  withSandbox(async (running) => {
    const env = { ...environmentFor(running), LANG: 'zh_CN.UTF-8' }
    const { code, stdout, stderr } = await run([...otp, '--json'], env)
    assert.is(code, 4)
    assert.is(jsonLines(stdout)[1]?.text, '正在准备…')
    assert.is(stderr, '输入已结束，但绑定尚未完成。\n已取消，未添加任何要素。\n')
  }),
)

const wrongCalls = [
  ['enroll', /^mfa-enroll: 未指定要素/],
  ['enroll --factor sms', /--factor sms 需要 --phone/],
  ['enroll --factor sms --phone 1880', /^mfa-enroll: 手机号不正确：请以 \+ 和国家代码开头/],
  ['enroll --factor otp --photo a.jpg', /--photo 只能与 --factor face 一起使用/],
  ['enroll --factor face --photo absent.jpg', /找不到该文件/],
  ['enroll --factor otp', /缺少 host：请使用 --host，或设置 GENAUTH_HOST/],
  ['enroll --factor otp --json --host http://127.0.0.1:9 --app-id a', /缺少访问令牌/],
  ['enroll --phne', /没有 --phne 选项；是否想用 --phone？请看：mfa-enroll enroll --help\n$/],
  ['enrol', /是否想用 enroll？请看：mfa-enroll --help\n$/],
] as const

for (const [call, says] of wrongCalls) {
  languages(`mfa-enroll ${call} is told in Chinese what to do`, async () => {
    const { code, stderr } = await run(call.split(' '), { LANG: 'zh_CN.UTF-8' })
    assert.is(code, 2)
    assert.match(stderr, says)
  })
}

languages('a language there is not is told, naming those there are', async () => {
  const { code, stderr } = await run([...otp, '--lang', 'fr'])
  assert.is(code, 2)
  assert.match(stderr, /--lang must be en or zh-CN/)
})

languages.run()
