/** Runs with the little of a browser's window and document that tells of being away and back, and takes it away again. */
export const inBrowser = async (
  run: (browser: {
    /** The page is seen again. */
    readonly seen: () => void
    readonly online: () => void
  }) => Promise<void>,
): Promise<void> => {
  const window = new EventTarget()
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const given = { window, document }
  for (const [name, value] of Object.entries(given))
    Object.defineProperty(globalThis, name, { value, configurable: true })
  try {
    await run({
      seen: () => document.dispatchEvent(new Event('visibilitychange')),
      online: () => window.dispatchEvent(new Event('online')),
    })
  } finally {
    for (const name of Object.keys(given)) Reflect.deleteProperty(globalThis, name)
  }
}
