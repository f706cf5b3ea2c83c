/** Sentences one after the other: Chinese ones end in a mark that brings its own space. */
export const sentences = (...parts: readonly string[]): string =>
  parts.reduce((text, next) => (/[。！？]$/.test(text) ? `${text}${next}` : `${text} ${next}`))
