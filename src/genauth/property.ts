/**
 * A property of anything, or undefined. For what a network stack threw: io-ts takes no `Error` and no
 * object with a tag of its own (`AxiosHeaders`) for a record.
 */
export const property = (value: unknown, key: string): unknown =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? Reflect.get(value, key)
    : undefined
