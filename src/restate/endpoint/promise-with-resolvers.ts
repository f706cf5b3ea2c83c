/**
 * `Promise.withResolvers` (ECMAScript 2024) where it is missing: Node 20. Restate's SDK calls it since 1.15.1 in every
 * invocation, so that without it each is repeated for ever and its caller waits. Changes the global, as little as that takes.
 */
export const providePromiseWithResolvers = (): void => {
  if ('withResolvers' in Promise) return
  Object.defineProperty(Promise, 'withResolvers', {
    configurable: true,
    writable: true,
    value: <A>() => {
      let resolve: (value: A | PromiseLike<A>) => void = () => undefined
      let reject: (reason: unknown) => void = () => undefined
      const promise = new Promise<A>((onResolve, onReject) => {
        resolve = onResolve
        reject = onReject
      })
      return { promise, resolve, reject }
    },
  })
}
