'use client'
import type { ReactElement } from 'react'
import { useFlow } from './flow.tsx'
import { lazyPart } from './lazy-part.tsx'
import type { PhotoProps } from './photo-given.ts'

const PhotoPicker = lazyPart(() => import('./photo-picker.tsx'), 'PhotoPicker')

/**
 * A photo of the face: taken by the camera or chosen, scaled down, looked at, then used. It is uploaded before
 * the token is asked for, so that no minute is spent on a slow line.
 *
 * @example
 * <Photo upload={createPhotoUpload(options)} />
 */
export const Photo = (props: PhotoProps): ReactElement | null => {
  const { view, open, isPicking, picked } = useFlow()
  const isAwaited = open?.factorType === 'FACE' && view.state === 'awaitingCode'
  return isAwaited || (isPicking && picked === 'FACE') ? <PhotoPicker {...props} /> : null
}
