const isOrigin = (text: string): boolean =>
  URL.canParse(text) && !text.includes('*') && /^https?:\/\//.test(text) && new URL(text).origin === text

/**
 * A list of origins that are written as a browser writes them, so that comparing letter by letter works.
 *
 * @throws RangeError that names the first that is not, and says how it is written.
 */
export const exactOrigins = (origins: readonly string[]): readonly string[] => {
  const wrong = origins.find((origin) => !isOrigin(origin))
  if (wrong !== undefined)
    throw new RangeError(
      `${JSON.stringify(wrong)} is no origin: write it as browsers do, such as https://app.example.com, without a path, a wildcard or a port that goes without saying`,
    )
  return origins
}
