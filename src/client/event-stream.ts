/** One event of a stream. Comments, ids and retry times are not told. */
export interface StreamEvent {
  readonly type: string
  readonly data: string
}

/** Longer than any view by far: a stream without end of line must not fill the page. */
const longestRest = 1_048_576

/**
 * Reads `text/event-stream` as it comes, in pieces cut anywhere (HTML Living Standard section 9.2.6): lines end
 * with CR LF, LF or CR, and an event with an empty line.
 *
 * @returns what takes the next piece.
 * @throws RangeError for a line without end.
 */
export const createEventParser = (take: (event: StreamEvent) => void): ((piece: string) => void) => {
  let rest = ''
  let type = ''
  let data: string[] = []

  const field = (line: string) => {
    const colon = line.indexOf(':')
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'event') type = value
    if (name === 'data') data.push(value)
  }

  const read = (line: string) => {
    if (line !== '') return field(line)
    if (data.length > 0) take({ type: type === '' ? 'message' : type, data: data.join('\n') })
    type = ''
    data = []
  }

  return (piece) => {
    rest += piece
    // A CR at the very end may be half of a CR LF.
    const held = rest.endsWith('\r') ? '\r' : ''
    const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/)
    rest = `${lines.pop() ?? ''}${held}`
    if (rest.length > longestRest) throw new RangeError('A line of the stream is too long')
    lines.forEach(read)
  }
}
