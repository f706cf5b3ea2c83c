const missing =
  'Limits need a package: run npm install rate-limiter-flexible, or turn them off with limits: false'

/** The package, once somebody limits something: a server without limits need not have it. */
export const loadFlexible = () =>
  import('rate-limiter-flexible').catch((cause: unknown) => {
    throw new Error(missing, { cause })
  })
