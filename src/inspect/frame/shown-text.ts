import { plainText } from '../../view/index.ts'

/** Ids, request ids, masked addresses and paths to fields are short; whatever is longer is something else. */
const longestText = 128

/** A text that a host, a server or a person chose, fit to be shown. */
export const shownTextOf = (text: string): string => plainText(text, longestText)
