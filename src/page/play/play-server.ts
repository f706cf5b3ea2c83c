import * as t from 'io-ts'
import * as E from '#fp-ts/Either'
import { redact, redacted, type Redacted } from '../../../machines/index.ts'

/** Who is signed in. */
export const Person = t.strict({
  appId: t.string,
  userId: t.string,
  name: t.strict({ en: t.string, 'zh-CN': t.string }),
  email: t.string,
})
export type Person = t.TypeOf<typeof Person>

const Token = t.strict({ userId: t.string, accessToken: redacted(t.string) })

export const Mishap = t.keyof({ slow: null, lostReply: null, noConnection: null })
export type Mishap = t.TypeOf<typeof Mishap>

/** A message in the outbox. Its code is there to be read. */
export const Message = t.strict({
  channel: t.keyof({ SMS: null, EMAIL: null }),
  to: t.string,
  code: t.string,
  sentAt: t.number,
})
export type Message = t.TypeOf<typeof Message>

const PlayState = t.strict({
  skippedMs: t.number,
  mishaps: t.readonlyArray(Mishap),
  messages: t.readonlyArray(Message),
  userId: t.string,
})
/** What the server plays: it changes under the page, and is told whole each time. */
export type PlayState = t.TypeOf<typeof PlayState>

/** The page's own server stopped, or is another one by now. */
export class PlayServerGone extends Error {
  override readonly name = 'PlayServerGone'
}

const call = async (path: string, method: 'GET' | 'POST', body?: unknown): Promise<unknown> => {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`/play/${path}`, { method, ...sent })
  if (!response.ok) throw new PlayServerGone(`The page's server answered ${response.status}`)
  return response.json()
}

export const personNow = async (): Promise<Person> => {
  const person = Person.decode(await call('person', 'GET'))
  if (E.isLeft(person)) throw new PlayServerGone("The page's server is another one")
  return person.right
}

/** The access token for one call, kept nowhere; empty once another tab has signed somebody else in. */
export const tokenNow = async ({ userId }: Person): Promise<Redacted<string>> => {
  const token = Token.decode(await call('token', 'GET'))
  if (E.isLeft(token)) throw new PlayServerGone("The page's server is another one")
  return token.right.userId === userId ? token.right.accessToken : redact('')
}

export const signInAfresh = (): Promise<unknown> => call('person', 'POST')
export const setMishap = (mishap: Mishap, isOn: boolean): Promise<unknown> =>
  call('mishap', 'POST', { mishap, isOn })
export const skipTime = (ms: number): Promise<unknown> => call('time', 'POST', { ms })

/** Hears the server's state as it changes, and whether the server is there at all. */
export const watchPlay = (
  changed: (state: PlayState) => void,
  reachable: (isThere: boolean) => void,
): void => {
  const source = new EventSource('/play/state')
  source.addEventListener('open', () => reachable(true))
  source.addEventListener('error', () => reachable(false))
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const state = PlayState.decode(JSON.parse(data))
    if (E.isRight(state)) changed(state.right)
  })
}
