/** Of one meaning to every parser: no control, no blank but a space within, and no backslash, which browsers take for a slash. */
const isUnambiguous = (text: string): boolean => text === text.trim() && !/[^\S ]|[\p{C}\\]/u.test(text)

// Without user info: an at sign would stand before the path begins (RFC 3986 section 3.2).
const beginsAsHttps = /^https:\/\/[^/?#@]+(?:[/?#]|$)/i

// Any scheme (RFC 3986 section 3.1), or a link that takes the scheme of the page it stands on.
const looksLikeALink = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i

/**
 * Whether a photo may be named like this: the key of an uploaded one, or, where links are allowed, an https
 * link. A link that claims to be a key would be fetched from wherever it leads to.
 */
export const photoIsAllowed = (photo: string, isExternalPhoto: boolean, externalPhotos: boolean): boolean => {
  if (!isUnambiguous(photo)) return false
  return isExternalPhoto
    ? externalPhotos && !photo.includes(' ') && beginsAsHttps.test(photo) && URL.canParse(photo)
    : !looksLikeALink.test(photo)
}
