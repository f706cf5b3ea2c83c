import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { providePromiseWithResolvers } from '../../src/restate/endpoint/promise-with-resolvers.ts'

const resolvers = suite('Promise.withResolvers on Node 20')

const found = Object.getOwnPropertyDescriptor(Promise, 'withResolvers')

resolvers.after.each(() => {
  Reflect.deleteProperty(Promise, 'withResolvers')
  if (found !== undefined) Object.defineProperty(Promise, 'withResolvers', found)
})

const withResolvers = (): unknown => Reflect.get(Promise, 'withResolvers')

resolvers('is there where it was missing, and does what ECMAScript says', async () => {
  Reflect.deleteProperty(Promise, 'withResolvers')
  providePromiseWithResolvers()
  const make = withResolvers()
  assert.ok(typeof make === 'function')
  const good: unknown = Reflect.apply(make, Promise, [])
  assert.ok(typeof good === 'object' && good !== null && 'promise' in good && 'resolve' in good)
  assert.ok(typeof good.resolve === 'function')
  Reflect.apply(good.resolve, undefined, [1])
  assert.is(await good.promise, 1)
  const bad: unknown = Reflect.apply(make, Promise, [])
  assert.ok(typeof bad === 'object' && bad !== null && 'promise' in bad && 'reject' in bad)
  assert.ok(typeof bad.reject === 'function')
  Reflect.apply(bad.reject, undefined, ['no'])
  const reason = await Promise.resolve(bad.promise).then(
    () => null,
    (error: unknown) => error,
  )
  assert.is(reason, 'no')
})

resolvers('is left alone where it is there', () => {
  const theirs = () => 'theirs'
  Object.defineProperty(Promise, 'withResolvers', { configurable: true, value: theirs })
  providePromiseWithResolvers()
  assert.is(withResolvers(), theirs)
})

resolvers.run()
