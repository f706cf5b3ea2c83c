/**
 * What a page of this machine may do: run its own scripts and styles from files, and ask its own server. No inline
 * script, no eval, no other host; no frame around it. `lit-html` is the one Trusted Types policy: Lit's templates.
 */
const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'lit-html',
} as const

const written = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

type Headers = Readonly<Record<string, string>>

/** Stands on every answer. */
export const securityHeaders: Headers = {
  'content-security-policy': written(policy),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
}

/** In place of the same ones, for a page that shows another one of this server in a frame. */
export const framingHeaders: Headers = {
  'content-security-policy': written({ ...policy, 'frame-src': "'self'" }),
}

/** In place of the same ones, for what a page of this server shows in a frame, and nobody else may. */
export const framedHeaders: Headers = {
  'content-security-policy': written({ ...policy, 'frame-ancestors': "'self'" }),
  'x-frame-options': 'SAMEORIGIN',
}
