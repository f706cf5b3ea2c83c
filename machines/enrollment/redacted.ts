import * as t from 'io-ts'
import * as E from '#fp-ts/Either'

const placeholder = '<redacted>'

// Kept beside the objects and not in them: a debugger lists private fields too, and so does a browser's console.
const values = new WeakMap<object, unknown>()

/**
 * A value that must not be seen by chance: a passcode, a token, a secret, contact data.
 * `JSON.stringify`, `String`, `console.log`, `util.inspect`, inspectors and debuggers show no more than
 * `<redacted>`; only {@link reveal} gives the value back. Copies made by `structuredClone` or JSON do not hold it.
 *
 * @example
 * const code = redact('123456')
 * JSON.stringify({ code }) // '{"code":"<redacted>"}'
 * reveal(code)             // '123456'
 */
export class Redacted<out A> {
  /** For the type checker alone: what is wrapped. Nothing stands there. */
  declare private readonly wrapped: A

  constructor(value: A) {
    values.set(this, value)
  }

  /** Tells a genuine `Redacted` from anything that looks like one. */
  static is(input: unknown): input is Redacted<unknown> {
    return typeof input === 'object' && input !== null && values.has(input)
  }

  /** See {@link reveal}. */
  static reveal<A>(redacted: Redacted<A>): A {
    // A restored JSON snapshot holds the text '<redacted>' here; sending that on would spend an attempt.
    if (!Redacted.is(redacted))
      throw new TypeError('reveal needs a Redacted value: wrap it with redact() first')
    // The constructor is the only writer, so what it took is what comes out.
    return values.get(redacted) as A
  }

  toString(): string {
    return placeholder
  }

  toJSON(): string {
    return placeholder
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return placeholder
  }
}

/** Wraps a value so that it prints as `<redacted>`. */
export const redact = <A>(value: A): Redacted<A> => new Redacted(value)

/**
 * Gives the wrapped value back. Call it only where the value is sent or shown.
 *
 * @throws TypeError on anything that is not a genuine `Redacted`.
 */
export const reveal = <A>(redacted: Redacted<A>): A => Redacted.reveal(redacted)

/** True for a genuine `Redacted`. */
export const isRedacted = (input: unknown): input is Redacted<unknown> => Redacted.is(input)

/**
 * The io-ts codec of a redacted value. Decodes both the clear form (wrapping it) and a `Redacted`
 * (checking what it holds); encodes to the clear form.
 */
export const redacted = <A, O>(codec: t.Type<A, O>): t.Type<Redacted<A>, O> =>
  new t.Type<Redacted<A>, O>(
    `Redacted<${codec.name}>`,
    (input): input is Redacted<A> => Redacted.is(input) && codec.is(reveal(input)),
    (input, context) => {
      // In the context the wrapped codec stands for the wrapper, so that paths read as if it were not there.
      const inner = context.map((entry, index) =>
        index === context.length - 1 ? { ...entry, type: codec } : entry,
      )
      const decoded = codec.validate(Redacted.is(input) ? reveal(input) : input, inner)
      return E.isLeft(decoded) ? decoded : t.success(redact(decoded.right))
    },
    (value) => codec.encode(reveal(value)),
  )
