import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  EnrollmentError,
  en,
  messageText,
  ServiceError,
  zhCN,
  type Catalogue,
  type Message,
  type MessageId,
} from '../../src/index.ts'
import { path, walk } from '../live/random-paths.ts'

const messages = suite('the messages in two languages')

const catalogues = { en, zhCN }

/** Each message as the view may ask for it. A message that is new must be added here, or this does not compile. */
const status = {
  chooseFactor: [{}],
  requesting: [{}],
  enterAppCode: [{ digits: 6 }, { digits: 8 }],
  enterSentCode: [{ destination: '+86 188****5678' }, { destination: null }],
  takePhoto: [{}],
  binding: [{}],
  reconciling: [{}],
  leavingWhenKnown: [{}],
  saveRecoveryCode: [{}],
  expired: [{}],
  reloaded: [{ factorType: 'OTP' }, { factorType: 'SMS' }, { factorType: 'EMAIL' }, { factorType: 'FACE' }],
  failed: [{}],
  secretChanged: [{}],
  prepareOtp: [{}],
  prepareFace: [{}],
  wrongCodeAgain: [{ clockAheadSeconds: 0 }, { clockAheadSeconds: 95 }, { clockAheadSeconds: -95 }],
  done: [{ factorType: 'OTP' }, { factorType: 'SMS' }, { factorType: 'EMAIL' }, { factorType: 'FACE' }],
  cancelled: [{}],
  cancelledInDoubt: [{}],
  cancelledBound: [{}],
  secondsLeft: [{ seconds: 20 }],
  codeUsedUp: [{ seconds: 0 }, { seconds: 47 }, { seconds: null }],
  connectionLost: [{}],
} as const satisfies {
  readonly [Id in Exclude<MessageId, `error.${string}`>]: readonly Extract<Message, { id: Id }>['params'][]
}

const errorTags = {
  wrongCode: 'stays',
  tokenExpired: 'stays',
  throttled: 'waits',
  unauthorized: 'stays',
  forbidden: 'stays',
  alreadyBound: 'stays',
  invalidInput: 'stays',
  photoRejected: 'stays',
  preconditionMissing: 'stays',
  unsupported: 'stays',
  notFound: 'stays',
  unreachable: 'waits',
  timedOut: 'waits',
  invalidResponse: 'stays',
  serverFault: 'waits',
  outcomeUnknown: 'stays',
  recoveryCodeLost: 'stays',
  interrupted: 'waits',
  recordUnreadable: 'stays',
  stepUpRequired: 'stays',
  defect: 'stays',
} as const satisfies Record<EnrollmentError['_tag'], 'waits' | 'stays'>

const isTag = (tag: string): tag is keyof typeof errorTags => Object.hasOwn(errorTags, tag)
const tags = Object.keys(errorTags).filter(isTag)
const waits = [0, 47, null]

const textsOf = (catalogue: Catalogue): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>()
  const note = (message: Message) =>
    texts.set(`${message.id} ${JSON.stringify(message.params)}`, messageText(catalogue, message))
  for (const [id, all] of Object.entries(status))
    for (const params of all) {
      // The table above is typed by id; Object.entries forgets that.
      const text: (given: object) => string = Reflect.get(catalogue, id)
      texts.set(`${id} ${JSON.stringify(params)}`, text(params))
    }
  for (const tag of tags) for (const wait of waits) note({ id: `error.${tag}`, params: { wait } })
  return texts
}

messages('are the same set in both, and nothing besides', () => {
  const expected = [...Object.keys(status), ...tags.map((tag) => `error.${tag}`)].toSorted()
  for (const catalogue of Object.values(catalogues)) assert.equal(Object.keys(catalogue).toSorted(), expected)
})

messages('cover every error that there is', () => {
  const sample: Record<string, object> = {
    invalidInput: { field: null },
    unreachable: { mayHaveArrived: true },
    invalidResponse: { paths: [] },
  }
  for (const tag of tags) assert.ok(EnrollmentError.is({ _tag: tag, ...sample[tag] }), tag)
  assert.is(EnrollmentError.types[0], ServiceError)
  assert.is(ServiceError.types.length + EnrollmentError.types.length - 1, tags.length)
})

for (const [name, catalogue] of Object.entries(catalogues)) {
  messages(`${name}: every one is a whole sentence, with nothing left to fill in`, () => {
    for (const [id, text] of textsOf(catalogue)) {
      assert.match(text, name === 'en' ? /^[A-Z][^]*[.…]$/ : /^[^]*[。…]$/, id)
      assert.not.match(text, /undefined|NaN|null|\[object|\$\{|\{\{|<redacted>/, id)
      assert.is(text, text.trim(), id)
      assert.not.match(text, /\s\s/, id)
    }
  })

  messages(`${name}: none holds anything that a page or terminal would take for more than text`, () => {
    for (const [id, text] of textsOf(catalogue)) assert.not.match(text, /[<>&\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u, id)
  })

  messages(`${name}: every one is said once only, so no two situations read the same`, () => {
    const firsts = [...textsOf(catalogue)].filter(
      ([id]) => !id.startsWith('error.') || id.includes('"wait":0'),
    )
    const texts = firsts.map(([, text]) => text)
    assert.equal(
      texts.filter((text, index) => texts.indexOf(text) !== index),
      [],
    )
  })

  messages(`${name}: the numbers and the destination are in them`, () => {
    const texts = textsOf(catalogue)
    assert.match(texts.get('enterAppCode {"digits":8}') ?? '', /\b8\b/)
    assert.match(texts.get('secondsLeft {"seconds":20}') ?? '', /\b20\b/)
    assert.match(texts.get('codeUsedUp {"seconds":47}') ?? '', /\b47\b/)
    assert.ok(texts.get('enterSentCode {"destination":"+86 188****5678"}')?.includes('+86 188****5678'))
  })

  messages(`${name}: a wait is counted where something waits, and 0 seconds are never mentioned`, () => {
    const texts = textsOf(catalogue)
    for (const tag of tags) {
      const [none = '', counted = '', spoken = ''] = waits.map(
        (wait) => texts.get(`error.${tag} {"wait":${wait}}`) ?? '',
      )
      assert.not.match(none, /[0-9]/, tag)
      assert.not.match(spoken, /[0-9]/, tag)
      assert.is(/\b47\b/.test(counted), errorTags[tag] === 'waits', tag)
      assert.is(none === spoken, errorTags[tag] === 'stays', tag)
    }
    assert.not.match(texts.get('codeUsedUp {"seconds":0}') ?? '', /[0-9]/)
    assert.not.match(texts.get('codeUsedUp {"seconds":null}') ?? '', /[0-9]/)
  })
}

messages('differ from language to language, every one', () => {
  const chinese = textsOf(zhCN)
  for (const [id, text] of textsOf(en)) {
    assert.is.not(chinese.get(id), text, id)
    assert.match(chinese.get(id) ?? '', /\p{Script=Han}/u, id)
    assert.not.match(text, /\p{Script=Han}/u, id)
  }
})

messages('say a long wait as people do', () => {
  const said = (wait: number) => messageText(en, { id: 'error.throttled', params: { wait } })
  assert.match(said(119), 'in 119 s.')
  assert.match(said(120), 'in 2 min.')
  assert.match(said(3_601), 'in 61 min.')
  assert.match(said(108_000), 'in 30 h.')
  assert.match(messageText(zhCN, { id: 'error.throttled', params: { wait: 3_600 } }), '60 分钟')
})

messages('of an integrator take the place of ours, one by one', () => {
  const ours: Catalogue = { ...en, done: () => 'Geschafft.' }
  assert.is(messageText(ours, { id: 'done', params: { factorType: 'OTP' } }), 'Geschafft.')
  assert.is(messageText(ours, { id: 'cancelled', params: {} }), en.cancelled({}))
})

messages('are texts wherever a path leads', async () => {
  await fc.assert(
    fc.asyncProperty(path, async (steps) => {
      const { message, problem, announce } = (await walk(steps)).view()
      for (const shown of [message, problem, announce?.message])
        for (const catalogue of Object.values(catalogues))
          if (shown) assert.not.match(messageText(catalogue, shown), /undefined|NaN|null|-\d/)
    }),
    { numRuns: 200 },
  )
})

messages.run()
