'use client'
import { useRef, type ReactElement } from 'react'
import { Button } from './button.tsx'
import type { PhotoGiven, PhotoProps } from './photo-given.ts'
import { useTexts } from './texts.tsx'

interface FrameProps extends Pick<PhotoProps, 'renderCamera'> {
  readonly given: PhotoGiven
}

/** The file input stands beside the camera: who has none, or may not use it, has a photo at hand. */
const ChooseFile = ({
  given,
  focus,
}: Pick<FrameProps, 'given'> & { readonly focus: boolean }): ReactElement => (
  <label data-mfa-part="field">
    <span data-mfa-part="label">{useTexts().words.choosePhoto}</span>
    <input
      data-mfa-part="file"
      data-mfa-focus={focus ? '' : undefined}
      type="file"
      accept="image/*"
      onChange={({ currentTarget }) => {
        const file = currentTarget.files?.[0]
        if (file !== undefined) given.take(file)
        // The same file may be chosen again.
        currentTarget.value = ''
      }}
    />
  </label>
)

const LiveCamera = ({
  given,
  stream,
}: Pick<FrameProps, 'given'> & { readonly stream: MediaStream }): ReactElement => {
  const { words } = useTexts()
  const video = useRef<HTMLVideoElement>(null)
  const show = (element: HTMLVideoElement | null) => {
    video.current = element
    if (element !== null && element.srcObject !== stream) element.srcObject = stream
  }
  return (
    <>
      <video data-mfa-part="camera" ref={show} aria-label={words.cameraPreview} autoPlay playsInline muted />
      <Button part="take-photo" focus onClick={() => video.current && given.takeFrom(video.current)}>
        {words.takePhoto}
      </Button>
    </>
  )
}

const Preview = ({
  given,
  canvas,
}: Pick<FrameProps, 'given'> & { readonly canvas: HTMLCanvasElement }): ReactElement => {
  const { words } = useTexts()
  const isUploading = given.state.status === 'uploading'
  const show = (frame: HTMLElement | null) => {
    if (canvas.parentNode !== frame) frame?.replaceChildren(canvas)
  }
  return (
    <>
      <div data-mfa-part="preview" ref={show} role="img" aria-label={words.photoPreview} />
      <Button part="use-photo" focus disabled={isUploading || given.wait > 0} onClick={given.use}>
        {given.wait > 0 ? words.tryAgainIn(given.wait) : words.usePhoto}
      </Button>
      {!isUploading && (
        <Button part="retake-photo" onClick={given.retake}>
          {words.retakePhoto}
        </Button>
      )}
    </>
  )
}

/** What a photo is taken with, and what it looks like. */
export const PhotoFrame = ({ given, renderCamera }: FrameProps): ReactElement => {
  const { words } = useTexts()
  const { state } = given
  switch (state.status) {
    case 'none':
      return (
        <>
          {renderCamera ? (
            renderCamera(given.take)
          ) : (
            <Button part="use-camera" focus onClick={given.startCamera}>
              {words.useCamera}
            </Button>
          )}
          <ChooseFile given={given} focus={renderCamera !== undefined} />
        </>
      )
    case 'reading':
    case 'starting':
      return (
        <Button part="stop-camera" focus onClick={given.retake}>
          {words.cancel}
        </Button>
      )
    case 'camera':
      return (
        <>
          <LiveCamera given={given} stream={state.stream} />
          <ChooseFile given={given} focus={false} />
        </>
      )
    case 'preview':
    case 'uploading':
      return <Preview given={given} canvas={state.photo.canvas} />
  }
}
