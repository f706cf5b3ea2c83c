type Listener = (event: Event) => void

/**
 * Calls a function, which must be done when it returns, and keeps the listeners that it meant to add to the
 * window, by the name of their event, instead of adding them.
 */
export const withheldListeners = <A>(
  run: () => A,
): { readonly result: A; readonly withheld: ReadonlyMap<string, Listener> } => {
  const withheld = new Map<string, Listener>()
  const own = Object.getOwnPropertyDescriptor(window, 'addEventListener')
  Object.defineProperty(window, 'addEventListener', {
    configurable: true,
    value: (type: string, listener: Listener) => withheld.set(type, listener),
  })
  try {
    return { result: run(), withheld }
  } finally {
    if (own === undefined) Reflect.deleteProperty(window, 'addEventListener')
    else Object.defineProperty(window, 'addEventListener', own)
  }
}
