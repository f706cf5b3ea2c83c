/** Makes something with the public keys of Restate, if there are any. @throws TypeError for one that is none */
export const withIdentity = <A>(
  keys: readonly string[] | undefined,
  make: (options: { identityKeys?: string[] }) => A,
): A => {
  if (keys === undefined) return make({})
  try {
    return make({ identityKeys: [...keys] })
  } catch (cause) {
    throw new TypeError(
      "identityKeys must be public keys as Restate's log shows them at its start: publickeyv1_ and some 44 characters",
      { cause },
    )
  }
}
