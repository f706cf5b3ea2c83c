import type { InspectionFrame, MachineStructure } from '../../inspect/index.ts'
import type { ChannelState, ViewerChannel } from '../channel/channel.ts'
import { activeStatesOf, pathOf } from '../model/active-states.ts'
import { createLogReader } from '../model/log-entries.ts'
import { clockAheadOf, minuteOf } from '../model/minute.ts'
import { pauseAfter, timeInRecording } from '../model/pace.ts'
import { follow, fromTheStart, playbackAfter, shownIndex, type PlaybackAction } from '../model/playback.ts'
import { takenAt } from '../model/taken.ts'
import { toneOf } from '../model/tone.ts'
import { noTrack, tracksOf, withFrame, type Tracks } from '../model/tracks.ts'
import type { Words } from '../words/words.ts'
import { createCommandsPart, type Silence } from './commands-part.ts'
import { createContextPart } from './context-part.ts'
import { createDiagram } from './diagram.ts'
import { createEmptyPart } from './empty-part.ts'
import { h } from './h.ts'
import { createHeading, type Connection } from './heading.ts'
import type { RefusedEntry } from './log-line.ts'
import { createLogPart } from './log-part.ts'
import { createRecordingOpener, type OpenedRecording } from './open-recording.ts'
import { createPlaybackBar } from './playback-bar.ts'
import { playbackKeys } from './playback-keys.ts'
import { createStatePart } from './state-part.ts'
import { createThemeButton } from './theme.ts'

export interface ViewerOptions {
  readonly structure: MachineStructure
  readonly words: Words
  /** Null where only recordings are looked at. */
  readonly channel: ViewerChannel | null
  /** A recording to begin with, or null where it cannot be had. */
  readonly recording?: Promise<OpenedRecording | null>
}

/** The whole page. It shows frames and sends commands; it decides nothing. */
export const createViewer = ({ structure, words, channel, recording }: ViewerOptions): HTMLElement => {
  let live: Tracks = new Map()
  let opened: (OpenedRecording & { readonly tracks: Tracks }) | null = null
  let chosen: string | null = null
  let playback = follow
  let connection: ChannelState | 'waiting' = channel === null ? 'ended' : 'waiting'
  let clockAhead = 0
  let stepBegan = performance.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown: InspectionFrame | null = null
  /** By enrollment, with the number that the frame had since it was met. */
  const refusals = new Map<string, readonly RefusedEntry[]>()

  const tracks = () => opened?.tracks ?? live
  const track = () => tracks().get(chosen ?? '') ?? noTrack
  const frames = () => track().frames
  const readLog = createLogReader(structure)
  const isNewest = () => playback.at === null || playback.at >= frames().length - 1

  const act = (action: PlaybackAction) => {
    const before = playback
    playback = playbackAfter(playback, action, frames().length)
    // The newest step is followed again, but for a recording, which has no more to come.
    if (opened === null && action.type !== 'playOrPause' && !playback.isPlaying && isNewest())
      playback = { ...playback, at: null }
    if (before.isPlaying !== playback.isPlaying || action.type !== 'speed') stepBegan = performance.now()
    show()
  }

  const notice = h('p', { class: 'notice', role: 'alert', hidden: true })
  const say = (message: string | null) => {
    notice.hidden = message === null
    notice.textContent = message ?? ''
  }
  const open = (next: OpenedRecording) => {
    opened = { ...next, tracks: tracksOf(next.recording.frames) }
    chosen = [...opened.tracks.keys()][0] ?? null
    playback = fromTheStart
    say(next.recording.isTorn ? words.tornRecording : null)
    shown = null
    show()
  }
  const goLive = () => {
    opened = null
    chosen = [...live.keys()].at(-1) ?? null
    playback = follow
    say(null)
    shown = null
    show()
  }
  const pick = (id: string) => {
    chosen = id
    playback = opened === null ? follow : fromTheStart
    shown = null
    show()
  }

  const tools = [createRecordingOpener(words, open, say), createThemeButton(words)]
  const heading = createHeading(words, tools, pick, goLive)
  const diagram = createDiagram(structure, words)
  const statePart = createStatePart(words)
  const contextPart = createContextPart(words)
  const logPart = createLogPart(words, act)
  const bar = createPlaybackBar(words, act)
  const spoken = h('p', { class: 'unseen', role: 'status' })
  const commandsPart = createCommandsPart(
    words,
    (command) =>
      channel?.send(chosen ?? '', command) ?? Promise.resolve({ accepted: false, reason: 'unreachable' }),
    (command, why) => {
      const id = chosen ?? ''
      const after = track().omitted + frames().length - 1
      const entry = { after, at: Date.now() + clockAhead, command, why }
      refusals.set(id, [...(refusals.get(id) ?? []), entry])
      show()
    },
  )
  playbackKeys(act)

  const now = (): number => {
    const index = shownIndex(playback, frames().length)
    if (opened === null && isNewest()) return Date.now() + clockAhead
    const elapsed = playback.isPlaying ? performance.now() - stepBegan : 0
    return timeInRecording(frames(), index, playback.speed, elapsed)
  }
  const tick = () => {
    const frame = frames()[shownIndex(playback, frames().length)]
    const runs = frame?.state.status === 'active'
    const minute = runs ? minuteOf(frame.state.context, now()) : null
    diagram.tick(minute)
    statePart.tick(minute)
  }
  const shownConnection = (): Connection =>
    opened === null ? { is: connection } : { is: 'recording', name: opened.name }
  const silence = (): Silence => {
    if (opened !== null) return 'recorded'
    if (connection === 'ended') return 'ended'
    return isNewest() ? null : 'past'
  }
  const shownRefusals = (omitted: number): readonly RefusedEntry[] =>
    opened === null
      ? (refusals.get(chosen ?? '') ?? []).map((entry) => ({ ...entry, after: entry.after - omitted }))
      : []

  const panel = h(
    'aside',
    { 'aria-label': words.enrollment },
    statePart.element,
    commandsPart.element,
    contextPart.element,
  )
  const emptyPart = createEmptyPart(words)
  const stage = h('div', { class: 'stage' }, diagram.element, emptyPart.element)
  const main = h('main', {}, stage, bar.element, panel, logPart.element)
  const page = h('div', { class: 'viewer' }, heading.element, notice, main, spoken)

  /** Draws what there is to see; what did not change is left alone by each part. */
  function show(): void {
    clearTimeout(timer)
    const all = frames()
    const index = shownIndex(playback, all.length)
    const frame = all[index]
    heading.show([...tracks().keys()], chosen, shownConnection(), opened !== null && channel !== null)
    bar.show(playback, all.length)
    page.classList.toggle('no-enrollment', frame === undefined)
    emptyPart.show(connection === 'ended' && channel !== null)
    if (frame === undefined) return
    const entries = readLog(all)
    const entry = entries[index]
    if (frame !== shown) {
      const before = all[index - 1] ?? null
      const isMove = before !== null && before === shown
      const active = activeStatesOf(structure, frame.state.value)
      const lit = { active, tone: toneOf(frame.state), taken: takenAt(structure, all, index), isMove }
      if (entry !== undefined) diagram.light(lit, entry)
      statePart.show(frame.state)
      contextPart.show(frame.state.context, frame.at, isMove)
      const said = words.moved(pathOf(frame.state.value))
      if (spoken.textContent !== said) spoken.textContent = said
      shown = frame
    }
    commandsPart.show(frame.state, silence())
    const { omitted } = track()
    const leftOut = omitted + (opened?.recording.omitted ?? 0)
    logPart.show({ entries, refusals: shownRefusals(omitted), omitted: leftOut, index })
    tick()
    if (playback.isPlaying)
      timer = setTimeout(() => act({ type: 'stepDone' }), pauseAfter(all, index, playback.speed))
  }

  channel?.subscribe({
    frame: (frame) => {
      if (frame.type === 'event.taken') clockAhead = clockAheadOf(frame, Date.now())
      const isFirst = !live.has(frame.enrollmentId)
      const before = live.get(frame.enrollmentId) ?? noTrack
      live = withFrame(live, frame)
      if (opened !== null) return
      const over = (live.get(frame.enrollmentId) ?? noTrack).omitted - before.omitted
      // The same step is looked at, though it has another number now.
      if (playback.at !== null && frame.enrollmentId === chosen)
        playback = { ...playback, at: Math.max(playback.at - over, 0) }
      // A new one is what a person waits for, unless they look at the past of another.
      if (chosen === null || (isFirst && playback.at === null)) chosen = frame.enrollmentId
      show()
    },
    turned: (next) => {
      connection = next
      show()
    },
  })
  void recording?.then((given) => (given === null ? say(words.notARecording) : open(given)))
  setInterval(tick, 100)
  show()
  return page
}
