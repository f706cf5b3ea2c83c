import { shownIndex, speeds, type Playback, type PlaybackAction } from '../model/playback.ts'
import type { Words } from '../words/words.ts'
import { button, h } from './h.ts'
import { icon } from './icons.ts'

/** Steps through what happened: of a recording, and of what is live. */
export const createPlaybackBar = (words: Words, act: (action: PlaybackAction) => void) => {
  const { playback } = words
  const step = (name: string, type: 'first' | 'previous' | 'next' | 'newest') =>
    button(name, () => act({ type }), { class: 'tool', 'data-step': type }, icon(type))
  const play = button(
    playback.play,
    () => act({ type: 'playOrPause' }),
    { class: 'tool', 'data-step': 'play' },
    icon('play'),
  )
  const slider = h('input', { type: 'range', min: 0, max: 0, step: 1, 'aria-label': playback.step })
  slider.addEventListener('input', () => act({ type: 'goTo', at: Number(slider.value) }))
  const count = h('span', { class: 'count' })
  const speed = h(
    'select',
    { 'aria-label': playback.speed, class: 'speed' },
    ...speeds.map((value) => h('option', { value }, `${value}×`)),
  )
  speed.addEventListener('change', () => {
    const chosen = speeds.find((value) => String(value) === speed.value)
    if (chosen !== undefined) act({ type: 'speed', speed: chosen })
  })

  return {
    element: h(
      'div',
      { class: 'playback', role: 'group', 'aria-label': playback.name },
      step(playback.first, 'first'),
      step(playback.previous, 'previous'),
      play,
      step(playback.next, 'next'),
      step(playback.newest, 'newest'),
      slider,
      count,
      speed,
    ),
    show: (now: Playback, steps: number) => {
      const index = shownIndex(now, steps)
      slider.max = String(Math.max(steps - 1, 0))
      slider.value = String(Math.max(index, 0))
      slider.disabled = steps < 2
      const text = playback.stepOf(index + 1, steps)
      slider.setAttribute('aria-valuetext', text)
      count.textContent = `${index + 1} / ${steps}`
      const name = now.isPlaying ? playback.pause : playback.play
      if (play.getAttribute('aria-label') !== name) {
        play.setAttribute('aria-label', name)
        play.title = name
        play.replaceChildren(icon(now.isPlaying ? 'pause' : 'play'))
      }
    },
  }
}
