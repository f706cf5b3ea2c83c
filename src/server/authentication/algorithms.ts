// With a shared secret whoever can verify can forge, and an issuer's public key would do for one.
const asymmetric = /^(?:RS(?:256|384|512)|PS(?:256|384|512)|ES(?:256|384|512)|EdDSA|Ed25519)$/

/** @throws TypeError if one of them signs nothing, or with a shared secret. */
export const checkedAlgorithms = (algorithms: readonly string[]): readonly string[] => {
  if (algorithms.length === 0 || !algorithms.every((algorithm) => asymmetric.test(algorithm)))
    throw new TypeError(
      'algorithms must be signatures with a public key: RS256, PS256, ES256, EdDSA and the like',
    )
  return algorithms
}
