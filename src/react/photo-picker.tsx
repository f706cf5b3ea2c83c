'use client'
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react'
import type { PhotoUpload, Redacted } from '../../machines/index.ts'
import { settledView, type Sent } from '../live/index.ts'
import { Button } from './button.tsx'
import { useFlow, type Flow } from './flow.tsx'
import { Part, type PartProps } from './part.tsx'
import { settled } from './settled.ts'
import { useTexts } from './texts.tsx'

export interface PhotoGiven {
  /** Shows a picture before it is used. */
  readonly take: (picture: Blob) => void
  /** Uploads it, asks for the token, and submits it. */
  readonly use: () => void
  readonly isUploading: boolean
  readonly problem: string | null
}

export interface PhotoProps extends PartProps<PhotoGiven> {
  /** Where the photo goes, such as `createPhotoUpload(options)`; it checks it and strips its metadata. */
  readonly upload: PhotoUpload
  /** Turns what was chosen into the bytes to upload, to scale it down first; as it is by default. */
  readonly bytesOf?: ((picture: Blob) => Promise<Uint8Array>) | undefined
  /** The place of a camera, beside the file input: call `take` with its picture. */
  readonly renderCamera?: ((take: (picture: Blob) => void) => ReactNode) | undefined
}

const askForToken = ({ enrollment, choose }: Flow): Sent => {
  const { state, factorType, can } = enrollment.view()
  if (factorType === 'FACE' && state === 'awaitingCode') return { accepted: true }
  return factorType === 'FACE' && can.renew
    ? enrollment.send({ type: 'enrollment.renewed' })
    : choose({ type: 'factor.chosen', factorType: 'FACE' })
}

/** In the hand of the person's own click, not in an effect: nothing is sent because something was drawn. */
const submitPhoto = async (flow: Flow, photo: Redacted<string>) => {
  if (!askForToken(flow).accepted) return
  const view = await settledView(flow.enrollment)
  if (view.state !== 'awaitingCode') return
  const { generation } = view
  flow.enrollment.send({ type: 'photo.submitted', photo, isExternalPhoto: false, generation })
  // What was refused is not worth another minute.
  if ((await settledView(flow.enrollment)).error === 'photoRejected') flow.keepPhoto(null)
}

const bytesAsTheyAre = async (picture: Blob) => new Uint8Array(await picture.arrayBuffer())

export const PhotoPicker = (props: PhotoProps): ReactElement => {
  const flow = useFlow()
  const { words, textOf } = useTexts()
  const [picture, setPicture] = useState<Blob | null>(null)
  const [isUploading, setUploading] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const upload = useRef<AbortController | null>(null)
  const { bytesOf = bytesAsTheyAre, renderCamera } = props
  // Who leaves takes an upload in flight back.
  useEffect(() => () => upload.current?.abort(), [])

  const preview = useRef<HTMLImageElement>(null)
  useEffect(() => {
    if (picture === null || preview.current === null) return undefined
    const url = URL.createObjectURL(picture)
    preview.current.src = url
    return () => URL.revokeObjectURL(url)
  }, [picture])

  const take = (chosen: Blob) => {
    setProblem(null)
    setPicture(chosen)
  }
  const send = async (chosen: Blob) => {
    const own = new AbortController()
    upload.current = own
    setUploading(true)
    setProblem(null)
    const sent = await settled(async () => props.upload(await bytesOf(chosen), { signal: own.signal })())
    upload.current = null
    if (own.signal.aborted) return
    setUploading(false)
    if (sent._tag === 'Left')
      return setProblem(textOf({ id: `error.${sent.left._tag}`, params: { wait: 0 } }))
    flow.keepPhoto(() => void submitPhoto(flow, sent.right.key))
  }
  const use = () => {
    if (picture !== null && upload.current === null) void send(picture)
  }
  return (
    <Part
      part="photo"
      state={isUploading ? 'uploading' : picture === null ? 'empty' : 'taken'}
      of={props}
      given={{ take, use, isUploading, problem }}
    >
      {renderCamera?.(take)}
      <label data-mfa-part="field">
        <span data-mfa-part="label">{picture === null ? words.choosePhoto : words.retakePhoto}</span>
        <input
          data-mfa-part="file"
          data-mfa-focus={picture === null ? '' : undefined}
          type="file"
          accept="image/jpeg,image/png"
          disabled={isUploading}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            if (file !== undefined) take(file)
          }}
        />
      </label>
      {picture !== null && (
        <>
          <img ref={preview} data-mfa-part="preview" alt={words.photoPreview} />
          <Button part="use-photo" disabled={isUploading} onClick={use}>
            {words.usePhoto}
          </Button>
        </>
      )}
      <p role="status" data-mfa-part="uploading">
        {isUploading && words.photoUploading}
      </p>
      <p role="alert" data-mfa-part="problem">
        {problem}
      </p>
    </Part>
  )
}
