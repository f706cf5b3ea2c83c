import type { PhotoProblem, PhotoUpload, Redacted, ServiceError } from '../../machines/index.ts'
import { photoFromFile, scaledPhoto, type ScaledPhoto } from './scaled-photo.ts'

/** A photo on its way from the person to the server. */
export type PhotoState =
  | { readonly status: 'none' | 'reading' | 'starting' }
  | { readonly status: 'camera'; readonly stream: MediaStream }
  | { readonly status: 'preview' | 'uploading'; readonly photo: ScaledPhoto }

/** Why there is none: the file, the camera, or the upload. */
export type PhotoTrouble =
  | { readonly of: 'file'; readonly problem: PhotoProblem }
  | { readonly of: 'camera'; readonly problem: 'denied' | 'missing' }
  | { readonly of: 'upload'; readonly problem: ServiceError['_tag'] }

export interface PhotoDraft {
  readonly state: () => PhotoState
  readonly trouble: () => PhotoTrouble | null
  readonly fromFile: (file: Blob) => Promise<void>
  readonly startCamera: () => Promise<void>
  readonly fromCamera: (video: HTMLVideoElement) => Promise<void>
  /** Uploads what is on show, once; null if it did not arrive or there is nothing to send. */
  readonly send: (upload: PhotoUpload) => Promise<Redacted<string> | null>
  /** Drops the picture and switches the camera off. */
  readonly drop: () => void
}

/** A camera that has just been switched on shows nothing yet. */
const firstFrame = (video: HTMLVideoElement): Promise<unknown> =>
  video.videoWidth > 0
    ? Promise.resolve()
    : new Promise((resolve) => {
        video.addEventListener('loadeddata', resolve, { once: true })
      })

/** One that throws, though it must not, has failed too: else a page would wait for ever. */
const uploaded = async (
  task: ReturnType<PhotoUpload>,
): Promise<{ readonly key: Redacted<string> } | PhotoTrouble> => {
  try {
    const answer = await task()
    return answer._tag === 'Right' ? answer.right : { of: 'upload', problem: answer.left._tag }
  } catch {
    return { of: 'upload', problem: 'serverFault' }
  }
}

/** The photo of a face before the machine hears of it: taken, looked at, scaled down, uploaded. */
export const createPhotoDraft = (changed: () => void): PhotoDraft => {
  let state: PhotoState = { status: 'none' }
  let trouble: PhotoTrouble | null = null
  // Aborted whenever the person goes on to something else, so that nothing late overwrites what came after.
  let current = new AbortController()

  const begin = (next: PhotoState): AbortSignal => {
    current.abort()
    current = new AbortController()
    state = next
    trouble = null
    changed()
    return current.signal
  }

  const end = (next: PhotoState, why: PhotoTrouble | null = null) => {
    state = next
    trouble = why
    changed()
  }

  const look = (photo: ScaledPhoto | PhotoProblem) =>
    typeof photo === 'string'
      ? end({ status: 'none' }, { of: 'file', problem: photo })
      : end({ status: 'preview', photo })

  return {
    state: () => state,
    trouble: () => trouble,
    fromFile: async (file) => {
      const signal = begin({ status: 'reading' })
      const photo = await photoFromFile(file)
      if (!signal.aborted) look(photo)
    },
    startCamera: async () => {
      const signal = begin({ status: 'starting' })
      const { startCamera } = await import('./camera.ts')
      const camera = await startCamera(signal)
      if (signal.aborted) return
      if (typeof camera === 'string') end({ status: 'none' }, { of: 'camera', problem: camera })
      else end({ status: 'camera', stream: camera.stream })
    },
    fromCamera: async (video) => {
      await firstFrame(video)
      const photo = await scaledPhoto(video)
      if (state.status !== 'camera') return
      // The camera goes off once the picture stands.
      current.abort()
      look(photo)
    },
    send: async (upload) => {
      if (state.status !== 'preview') return null
      const { photo } = state
      const signal = begin({ status: 'uploading', photo })
      const sent = await uploaded(upload(photo.bytes, { signal }))
      if (signal.aborted) return null
      // The picture stays: what is to be done with its key may fail as well.
      end({ status: 'preview', photo }, 'problem' in sent ? sent : null)
      return 'key' in sent ? sent.key : null
    },
    drop: () => {
      current.abort()
      state = { status: 'none' }
      trouble = null
    },
  }
}
