import type { LogEntry } from '../model/log-entries.ts'
import type { PlaybackAction } from '../model/playback.ts'
import type { Words } from '../words/words.ts'
import { h } from './h.ts'
import { entryLine, refusedLine, type RefusedEntry } from './log-line.ts'

const keys: Readonly<Record<string, PlaybackAction>> = {
  ArrowUp: { type: 'previous' },
  ArrowDown: { type: 'next' },
  ArrowLeft: { type: 'previous' },
  ArrowRight: { type: 'next' },
  Home: { type: 'first' },
  End: { type: 'newest' },
}

/** What the log shows. */
export interface ShownLog {
  readonly entries: readonly LogEntry[]
  readonly refusals: readonly RefusedEntry[]
  /** How many entries there were before the first. */
  readonly omitted: number
  /** The index of the step that is looked at. */
  readonly index: number
}

/**
 * The event log: choose a line to look at that step. It is one stop for Tab, and its arrows go from line to line.
 * All lines are in the page, for a reader's search and a screen reader; those out of sight are not laid out
 * (`content-visibility`), and what was drawn once stays.
 */
export const createLogPart = (words: Words, act: (action: PlaybackAction) => void) => {
  const list = h('ol', { class: 'log' })
  const left = h('p', { class: 'omitted', hidden: true })
  let drawn: readonly LogEntry[] = []
  let lines: HTMLLIElement[] = []
  let refused = 0
  let current: HTMLElement | null = null

  const goOn = ({ entries, refusals }: ShownLog): boolean =>
    refusals.length >= refused &&
    entries.length >= drawn.length &&
    entries[0] === drawn[0] &&
    entries[drawn.length - 1] === drawn.at(-1)

  const addRefusal = (entry: RefusedEntry) => {
    let place: Element | null | undefined = lines[entry.after]
    while (place?.nextElementSibling?.classList.contains('refused') === true) place = place.nextElementSibling
    if (place === undefined || place === null) return
    place.after(refusedLine(entry, words))
  }

  const draw = (log: ShownLog) => {
    if (!goOn(log)) {
      list.replaceChildren()
      drawn = []
      lines = []
      refused = 0
      current = null
    }
    const more = log.entries.slice(drawn.length).map((entry) => entryLine(entry, words))
    lines.push(...more)
    list.append(...more)
    for (const entry of log.refusals.slice(refused)) addRefusal(entry)
    drawn = log.entries
    refused = log.refusals.length
  }

  /** Of the list alone: the page must not jump under a reader. */
  const bringIntoView = (line: HTMLElement) => {
    const [top, bottom] = [line.offsetTop, line.offsetTop + line.offsetHeight]
    if (top < list.scrollTop || bottom > list.scrollTop + list.clientHeight)
      list.scrollTop = bottom - list.clientHeight / 2
  }

  const showCurrent = () => {
    const now = current
    const look = (framesLeft: number) => {
      if (now === null || now !== current || now.parentElement === null) return
      bringIntoView(now.parentElement)
      // What was out of sight had only a guessed height until it was drawn.
      if (framesLeft > 0) requestAnimationFrame(() => look(framesLeft - 1))
    }
    look(3)
  }

  const mark = (index: number) => {
    const next = lines[index]?.querySelector('button') ?? null
    if (next === current) return
    current?.removeAttribute('aria-current')
    current?.setAttribute('tabindex', '-1')
    current = next
    if (next === null) return
    next.setAttribute('aria-current', 'step')
    next.setAttribute('tabindex', '0')
    showCurrent()
  }

  new ResizeObserver(showCurrent).observe(list)
  list.addEventListener('click', ({ target }) => {
    const line = target instanceof Element ? target.closest('button') : null
    if (line !== null) act({ type: 'goTo', at: Number(line.dataset['index']) })
  })
  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    if (action === undefined) return
    event.preventDefault()
    act(action)
    current?.focus({ preventScroll: true })
  })

  return {
    element: h(
      'section',
      { class: 'part log-part', 'aria-label': words.log.title },
      h('h2', {}, words.log.title),
      left,
      list,
    ),
    show: (log: ShownLog) => {
      const text = log.omitted === 0 ? '' : words.log.omitted(log.omitted)
      if (left.textContent !== text) left.textContent = text
      left.hidden = log.omitted === 0
      if (log.entries !== drawn || log.refusals.length !== refused) draw(log)
      mark(log.index)
    },
  }
}
