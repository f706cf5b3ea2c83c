import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { provideService, vendorLimits } from '../../machines/index.ts'
import { scripted } from './scripted-service.ts'

const options = suite('what provideService is given')

const { service } = scripted()
const now = () => 0

/** What a program without types may pass. */
const provide = (given: object, how: object): unknown =>
  Reflect.apply(provideService, undefined, [given, how])

options('is refused at once where the clock is none', () => {
  for (const clock of [undefined, null, 0, Date.now(), () => 'noon', () => Number.NaN])
    assert.throws(
      () => provide(service, { now: clock }),
      /now must be a function that gives epoch milliseconds/,
    )
})

options('is refused at once where the service has no limits, or none that can be counted', () => {
  assert.throws(
    () => provide({ ...service, limits: undefined }, { now }),
    /has no limits: give it vendorLimits/,
  )
  for (const tokenLifetimeMs of [Number.NaN, Infinity, -1, '60', undefined])
    assert.throws(
      () => provide({ ...service, limits: { ...vendorLimits, tokenLifetimeMs } }, { now }),
      /limits\.tokenLifetimeMs of the service must be a number of 0 or more/,
    )
})

options('is refused at once where a verdict is none', () => {
  assert.throws(
    () => provide(service, { now, verdicts: { 7777: 'bogus' } }),
    /The verdict for apiCode 7777 must be one of retry, wait, renew, reconcile, refuse/,
  )
})

options('is taken where it can be used', () => {
  provideService(service, { now, verdicts: { 2021: 'refuse' } })
})

options.run()
