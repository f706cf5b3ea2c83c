/** Where the id of an enrollment is kept: no more than the id, which opens nothing without the person's own sign-in. */
export interface StoredId {
  readonly read: () => string | null
  /** Null forgets it. */
  readonly write: (id: string | null) => void
  /** Calls with an id that another tab has stored. Gives the way to stop. */
  readonly watch: (heard: (id: string) => void) => () => void
}

const nowhere: StoredId = { read: () => null, write: () => undefined, watch: () => () => undefined }

/**
 * The id by a name in `sessionStorage` (this tab and its reloads) or `localStorage` (all tabs). A storage that is
 * full, forbidden or not there (on a server) only means that nothing is kept.
 */
export const storedId = (key: string | undefined, area: 'sessionStorage' | 'localStorage'): StoredId => {
  if (key === undefined) return nowhere
  const withStorage = <A>(use: (storage: Storage) => A): A | null => {
    try {
      return use(globalThis[area])
    } catch {
      return null
    }
  }
  return {
    read: () => withStorage((storage) => storage.getItem(key)),
    write: (id) => {
      withStorage((storage) => (id === null ? storage.removeItem(key) : storage.setItem(key, id)))
    },
    watch: (heard) => {
      if (typeof window === 'undefined') return () => undefined
      const listen = (event: StorageEvent) => {
        const isOurs = event.key === key && withStorage((storage) => storage === event.storageArea) === true
        if (isOurs && event.newValue !== null) heard(event.newValue)
      }
      window.addEventListener('storage', listen)
      return () => window.removeEventListener('storage', listen)
    },
  }
}
