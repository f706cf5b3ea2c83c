const isHttpsLink = (text: string): boolean => {
  try {
    const { protocol, username, password } = new URL(text)
    return protocol === 'https:' && username === '' && password === ''
  } catch {
    return false
  }
}

// Any scheme (RFC 3986 section 3.1), or a link that takes the scheme of the page it stands on.
const looksLikeALink = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i

/**
 * Whether a photo may be named like this: the key of an uploaded one, or, where links are allowed, an https
 * link. A link that claims to be a key would be fetched from wherever it leads to.
 */
export const photoIsAllowed = (photo: string, isExternalPhoto: boolean, externalPhotos: boolean): boolean =>
  isExternalPhoto
    ? externalPhotos && isHttpsLink(photo)
    : !looksLikeALink.test(photo) && !/[\s\p{C}]/u.test(photo)
