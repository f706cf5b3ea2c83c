/** The name of the package that an import did not find; null if it failed for another reason. */
export const missingPackage = (cause: unknown): string | null => {
  if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'ERR_MODULE_NOT_FOUND') return null
  return /'([^'./][^']*)'/.exec(cause.message)?.[1] ?? null
}
