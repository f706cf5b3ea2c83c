/** The virtual object's name in Restate, unless the host gives another. */
export const defaultName = 'MfaEnrollment'

// So Restate wants the names of services; they stand in URLs.
const pattern = /^[A-Za-z][A-Za-z0-9._-]*$/

/** @throws RangeError for a name that Restate would refuse. */
export const checkedName = (name: string = defaultName): string => {
  if (pattern.test(name)) return name
  throw new RangeError('name must begin with a letter and hold letters, digits, dots, dashes and underscores')
}
