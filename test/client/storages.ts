/** A storage of a browser, in memory. */
const createStorage = () => {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
    all: () => [...values],
  }
}

const names = ['sessionStorage', 'localStorage', 'window'] as const

/** Runs with both storages and a window in the global scope, and takes them away again. */
export const withStorages = async (
  run: (storages: {
    readonly sessionStorage: ReturnType<typeof createStorage>
    readonly localStorage: ReturnType<typeof createStorage> & {
      /** As a browser tells the other tabs what has been stored. */
      readonly tellOthers: (key: string) => void
    }
  }) => Promise<void>,
): Promise<void> => {
  const window = new EventTarget()
  const sessionStorage = createStorage()
  const local = createStorage()
  const localStorage = {
    ...local,
    tellOthers: (key: string) =>
      window.dispatchEvent(
        Object.assign(new Event('storage'), { key, newValue: local.getItem(key), storageArea: localStorage }),
      ),
  }
  const given = { sessionStorage, localStorage, window }
  for (const name of names)
    Object.defineProperty(globalThis, name, { value: given[name], configurable: true })
  try {
    await run({ sessionStorage, localStorage })
  } finally {
    for (const name of names) Reflect.deleteProperty(globalThis, name)
  }
}
