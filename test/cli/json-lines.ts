import * as t from 'io-ts'
import * as E from '#fp-ts/Either'

const StateLine = t.intersection([
  t.type({
    state: t.string,
    text: t.string,
    problemText: t.union([t.string, t.null]),
    error: t.union([t.string, t.null]),
  }),
  t.partial({
    challenge: t.intersection([
      t.type({ factorType: t.string }),
      t.partial({ otp: t.type({ uri: t.string, manualKey: t.string }), maskedDestination: t.string }),
    ]),
    recoveryCode: t.string,
    bound: t.string,
    factorId: t.union([t.string, t.null]),
  }),
])
export type StateLine = t.TypeOf<typeof StateLine>

/** The lines that `--json` printed, each decoded. */
export const jsonLines = (stdout: string): readonly StateLine[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const decoded = StateLine.decode(JSON.parse(line))
      if (E.isLeft(decoded)) throw new Error(`Not the line of a state: ${line}`)
      return decoded.right
    })

export const statesOf = (stdout: string): readonly string[] => jsonLines(stdout).map(({ state }) => state)
