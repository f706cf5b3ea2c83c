/**
 * Text of a server made harmless for terminal, page and log: control and escape characters, bidi marks,
 * zero-width and other invisible characters go (Unicode general categories Cc, Cf, Zl, Zp), and it ends at `longest`.
 */
export const plainText = (text: string, longest = 300): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, longest)
