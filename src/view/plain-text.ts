/**
 * Text of a server made harmless for terminal, page and log: control and escape characters, bidi marks,
 * zero-width and other invisible characters go (Unicode general categories Cc, Cf, Cs, Zl, Zp, and what is
 * Default_Ignorable), and it ends at `longest` UTF-16 code units, never within a character.
 */
export const plainText = (text: string, longest = 300): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, '')
    .slice(0, longest)
    .replace(/\p{Cs}$/u, '')
