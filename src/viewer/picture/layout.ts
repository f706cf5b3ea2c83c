/**
 * How much is written: `story` labels the main path alone and is small enough to be seen as a whole; `full`
 * labels every line.
 */
export type Detail = 'story' | 'full'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** Where everything stands, px, from the upper left corner. Plain data, without texts. */
export interface Layout {
  readonly detail: Detail
  readonly width: number
  readonly height: number
  /** By the id of the state. */
  readonly states: ReadonlyMap<string, Box>
  /** By the id of the line, see `pictureEdgesOf`. */
  readonly edges: ReadonlyMap<string, { readonly points: readonly Point[]; readonly label: Box | null }>
}
