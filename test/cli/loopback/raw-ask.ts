import { request, type IncomingHttpHeaders } from 'node:http'

export interface Asked {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A request with exactly these headers: `fetch` forbids a Host, an Origin and a Cookie of one's own. */
export const rawAsk = (url: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Asked> =>
  new Promise((resolve, reject) => {
    request(url, { method, headers, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (text += part))
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }))
    })
      .on('error', reject)
      .end(body)
  })

/** Opens a link as a browser does, and gives the cookie it got. */
export const enter = async (link: string): Promise<string> => {
  const { headers } = await rawAsk(link, { headers: { 'sec-fetch-site': 'none' } })
  return headers['set-cookie']?.[0]?.split(';', 1)[0] ?? ''
}
