import { join, sep } from 'node:path'

/**
 * How to call the command from the folder one is in. `npx` only where that folder's project has the package:
 * anywhere else it would look up a package of the command's name.
 *
 * @param script the file that Node runs, `process.argv[1]`.
 */
export const calledAs = (script: string | undefined, folder: string): string =>
  script?.startsWith(join(folder, 'node_modules') + sep) === true ? 'npx mfa-enroll' : 'mfa-enroll'
