import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { httpDateOf } from '../../src/genauth/http-date.ts'
import { enroll, errorOf, serviceAt } from './given.ts'
import { json, withServer } from './loopback.ts'

const time = suite("the server's time beside a wrong code")

const date = 'Sun, 06 Nov 1994 08:49:37 GMT'
const told = 784_111_777_000

/** The error of a bind that is refused, with this `Date` header or none. */
const refusedWith = async (header: string | null, body: object, status = 200) => {
  const errors: ReturnType<typeof errorOf>[] = []
  await withServer(
    (response) => {
      response.sendDate = false
      json(response, body, status, header === null ? {} : { date: header })
    },
    async ({ url }) => {
      errors.push(errorOf(await enroll(serviceAt(url))))
    },
  )
  return errors[0]
}

const wrong = { statusCode: 499, message: '', apiCode: 6001 }

time('is what its Date header says', async () => {
  assert.equal(await refusedWith(date, wrong), {
    _tag: 'wrongCode',
    serverTime: told,
    statusCode: 499,
    apiCode: 6001,
  })
})

time('is told with an HTTP error, too', async () => {
  const error = await refusedWith(date, wrong, 400)
  assert.is(error?._tag === 'wrongCode' ? error.serverTime : undefined, told)
})

for (const header of [null, 'soon', '784111777', 'Sun, 06 Nov 1994 08:49:37 +0000']) {
  time(`is left out where the header is ${header ?? 'not there'}`, async () => {
    assert.equal(await refusedWith(header, wrong), { _tag: 'wrongCode', statusCode: 499, apiCode: 6001 })
  })
}

time('is told beside nothing else', async () => {
  for (const apiCode of [2300, 1002, 2020, 1700, 6003]) {
    const error = await refusedWith(date, { ...wrong, apiCode })
    assert.not.ok(error === undefined || 'serverTime' in error, String(apiCode))
  }
})

time.run()

const dates = suite('an HTTP date')

for (const [text, at] of [
  [date, told],
  [` ${date} `, told],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['Thu, 29 Feb 2024 23:59:59 GMT', Date.UTC(2024, 1, 29, 23, 59, 59)],
] as const) {
  dates(`is read in its one form: "${text}"`, () => assert.is(httpDateOf(text), at))
}

for (const [why, text] of [
  ['it is not there', null],
  ['it is empty', ''],
  ['the day of the week is of another date', 'Mon, 06 Nov 1994 08:49:37 GMT'],
  ['that year has no such day', 'Wed, 29 Feb 2023 00:00:00 GMT'],
  ['no month has such a day', 'Tue, 31 Apr 2024 00:00:00 GMT'],
  ['no day has such an hour', 'Sun, 06 Nov 1994 24:00:00 GMT'],
  ['a leap second has no epoch ms', 'Sat, 31 Dec 2016 23:59:60 GMT'],
  ['it is of another zone', 'Sun, 06 Nov 1994 08:49:37 CET'],
  ['it is in lower case', 'sun, 06 nov 1994 08:49:37 gmt'],
  ['a space is missing', 'Sun, 06 Nov 1994 08:49:37GMT'],
  ['it is the obsolete form of RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT'],
  ["it is the obsolete form of C's asctime", 'Sun Nov  6 08:49:37 1994'],
  ['it is an ISO date', '1994-11-06T08:49:37Z'],
  ['two were joined', `${date}, ${date}`],
  ['engines read more than there is', '3 apples'],
] as const) {
  dates(`is not understood where ${why}`, () => assert.is(httpDateOf(text), undefined))
}

dates.run()
