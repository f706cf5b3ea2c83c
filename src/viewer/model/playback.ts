/** Where a viewer looks: at a step, or at the newest one, whichever that becomes. */
export interface Playback {
  /** The index of the frame that is shown; null for the newest. */
  readonly at: number | null
  readonly isPlaying: boolean
  readonly speed: Speed
}

/** How often faster than it happened. */
export const speeds = [1, 2, 5, 20] as const
export type Speed = (typeof speeds)[number]

export type PlaybackAction =
  | { readonly type: 'first' | 'previous' | 'next' | 'newest' | 'playOrPause' | 'stepDone' }
  | { readonly type: 'goTo'; readonly at: number }
  | { readonly type: 'speed'; readonly speed: Speed }

export const follow: Playback = { at: null, isPlaying: false, speed: 1 }
export const fromTheStart: Playback = { at: 0, isPlaying: false, speed: 1 }

/** The index of the frame that is shown; -1 if there is none. */
export const shownIndex = ({ at }: Playback, count: number): number => Math.min(at ?? count - 1, count - 1)

/** Pure: what a key or a button makes of it. */
export const playbackAfter = (playback: Playback, action: PlaybackAction, count: number): Playback => {
  const last = Math.max(count - 1, 0)
  const index = Math.max(shownIndex(playback, count), 0)
  const stopAt = (at: number): Playback => ({
    ...playback,
    at: Math.min(Math.max(at, 0), last),
    isPlaying: false,
  })
  switch (action.type) {
    case 'first':
      return stopAt(0)
    case 'previous':
      return stopAt(index - 1)
    case 'next':
      return stopAt(index + 1)
    case 'goTo':
      return stopAt(action.at)
    case 'newest':
      return { ...playback, at: null, isPlaying: false }
    case 'speed':
      return { ...playback, speed: action.speed }
    case 'playOrPause':
      if (playback.isPlaying) return { ...playback, at: index, isPlaying: false }
      // Played to its end, it begins anew.
      return { ...playback, at: index === last ? 0 : index, isPlaying: count > 1 }
    case 'stepDone':
      return { ...playback, at: Math.min(index + 1, last), isPlaying: playback.isPlaying && index + 1 < last }
  }
}
