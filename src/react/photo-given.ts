import type { ReactNode } from 'react'
import type { PhotoUpload } from '../../machines/index.ts'
import type { PhotoState } from '../photo/index.ts'
import type { PartProps } from './part.tsx'

export interface PhotoGiven {
  /** Nothing yet, a camera that runs, or a picture to look at, to draw as you like. */
  readonly state: PhotoState
  readonly startCamera: () => void
  /** Takes what the camera shows in this element, whose `srcObject` is the state's stream. */
  readonly takeFrom: (video: HTMLVideoElement) => void
  /** Shows a picture before it is used, scaled down. */
  readonly take: (picture: Blob) => void
  /** Drops the picture, or switches the camera off. */
  readonly retake: () => void
  /** Uploads it, asks for the token, and submits it. */
  readonly use: () => void
  /** Whole seconds until it may be used; 0 for now. */
  readonly wait: number
  readonly problem: string | null
}

export interface PhotoProps extends PartProps<PhotoGiven> {
  /** Where the photo goes, such as `createPhotoUpload(options)`; it checks it and strips its metadata. */
  readonly upload: PhotoUpload
  /** A camera of yours in place of the built-in one, beside the file input: call `take` with its picture. */
  readonly renderCamera?: ((take: (picture: Blob) => void) => ReactNode) | undefined
}
