import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** Answers with a text, in full. */
export const answerText = (
  outgoing: ServerResponse,
  status: number,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void => {
  outgoing.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`)
}

/** Answers with JSON. */
export const answerJson = (outgoing: ServerResponse, body: unknown): void => {
  outgoing.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

/** Sends the browser to another address of the same server. */
export const answerSeeOther = (
  outgoing: ServerResponse,
  location: string,
  headers: OutgoingHttpHeaders = {},
): void => {
  outgoing.writeHead(303, { location, ...headers }).end()
}
