/** More than any reply of the API: 256 KiB. A longer body is not read to its end. */
export const longestBody = 256 * 1024

/**
 * Reads a body as UTF-8 text, at most {@link longestBody} bytes of it, counted as they come and not as
 * `Content-Length` claims. Null if there is more; the rest is cancelled.
 */
export const readBody = async (body: ReadableStream<Uint8Array> | null): Promise<string | null> => {
  if (body === null) return ''
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    length += value.byteLength
    if (length > longestBody) {
      // Not awaited: a peer that never ends must not hold us.
      reader.cancel().catch(() => undefined)
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}
