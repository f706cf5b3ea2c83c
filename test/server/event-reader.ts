import { quiet } from './server-world.ts'

export interface Told {
  readonly event: string
  readonly data: ReturnType<typeof JSON.parse>
}

const toldIn = (block: string): readonly Told[] => {
  const [, event] = /^event: (.*)$/m.exec(block) ?? []
  const [, data] = /^data: (.*)$/m.exec(block) ?? []
  return event === undefined || data === undefined ? [] : [{ event, data: JSON.parse(data) }]
}

/** Reads a stream of server-sent events as fast as it comes. */
export const listening = (response: Response) => {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let isClosed = false
  const read = async () => {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true }
      if (done || value === undefined) break
      text += decoder.decode(value, { stream: true })
    }
    isClosed = true
  }
  void read().catch(() => {
    isClosed = true
  })
  return {
    text: () => text,
    events: (): readonly Told[] => text.split('\n\n').flatMap(toldIn),
    /** What each event was: the state of a view, or the name of another one; the same twice in a row is told once. */
    story: (): readonly string[] =>
      text
        .split('\n\n')
        .flatMap(toldIn)
        .map(({ event, data }) => (event === 'view' ? String(data.state) : event))
        .filter((step, index, all) => step !== all[index - 1]),
    isClosed: () => isClosed,
    leave: async () => {
      await reader?.cancel()
      await quiet()
    },
  }
}
