import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { overHttp } from './over-http.ts'

const languages = suite('the languages of the sandbox')

const said = [
  ['zh-CN', '操作成功', '一分钟内只能发送一次短信'],
  ['en-US', 'Operation successful', 'One message a minute, please'],
  ['ja-JP', '操作が成功しました', 'SMS は 1 分に 1 回だけ送信できます'],
  ['zh-TW', '操作成功', '一分鐘內只能發送一次簡訊'],
] as const

for (const [language, success, refusal] of said) {
  languages(
    `${language} is spoken under either brand, with success and with refusals`,
    overHttp({}, async ({ post, headers }) => {
      const { 'x-genauth-lang': _, ...rest } = headers
      for (const [name, phoneNumber] of [
        ['x-genauth-lang', '18800000000'],
        ['X-Authing-Lang', '18800000001'],
      ] as const) {
        const send = () =>
          post(
            '/api/v3/send-enroll-factor-request',
            { factorType: 'SMS', profile: { phoneNumber } },
            { ...rest, [name]: language },
          )
        assert.is((await send()).message, success)
        assert.is((await send()).message, refusal)
      }
    }),
  )
}

languages(
  'are told by their main tag, and whatever else is asked for gets Chinese',
  overHttp({}, async ({ post, headers }) => {
    const { 'x-genauth-lang': _, ...rest } = headers
    for (const [header, refusal] of [
      [undefined, '参数错误: factorType'],
      ['', '参数错误: factorType'],
      ['fr-FR', '参数错误: factorType'],
      ['enough', '参数错误: factorType'],
      ['zh', '参数错误: factorType'],
      ['en', 'Invalid parameter: factorType'],
      ['EN-gb', 'Invalid parameter: factorType'],
      ['ja', 'パラメーターが正しくありません: factorType'],
      ['zh-Hant', '參數錯誤: factorType'],
    ] as const) {
      const lang = header === undefined ? {} : { 'x-genauth-lang': header }
      const reply = await post('/api/v3/send-enroll-factor-request', {}, { ...rest, ...lang })
      assert.is(reply.message, refusal, header)
    }
  }),
)

languages.run()
