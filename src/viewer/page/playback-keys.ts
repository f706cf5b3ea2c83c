import type { PlaybackAction } from '../model/playback.ts'

const keys: Readonly<Record<string, PlaybackAction>> = {
  ArrowLeft: { type: 'previous' },
  ArrowRight: { type: 'next' },
  Home: { type: 'first' },
  End: { type: 'newest' },
}

/** Arrows step through the events wherever they mean nothing else. */
export const playbackKeys = (act: (action: PlaybackAction) => void): void => {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const target = event.target instanceof Element ? event.target : document.body
    if (target.closest('input, select, textarea, .canvas') !== null) return
    // Space presses a button that has the focus.
    if (event.key === ' ' && target === document.body) {
      event.preventDefault()
      act({ type: 'playOrPause' })
    }
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    if (action === undefined) return
    event.preventDefault()
    act(action)
  })
}
