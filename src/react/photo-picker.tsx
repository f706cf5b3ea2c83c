'use client'
import { useEffect, useReducer, useState, type ReactElement } from 'react'
import type { Redacted } from '../../machines/index.ts'
import { settledView, type Sent } from '../live/index.ts'
import { createPhotoDraft, type PhotoDraft, type PhotoTrouble } from '../photo/index.ts'
import type { Texts } from '../view/index.ts'
import { useFlow, type Flow } from './flow.tsx'
import { Part } from './part.tsx'
import { PhotoFrame } from './photo-frame.tsx'
import type { PhotoGiven, PhotoProps } from './photo-given.ts'
import { useTexts } from './texts.tsx'
import { useFocus } from './use-focus.ts'
import { useSecondsUntil } from './use-seconds.ts'

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

/** A photo on its way. Who leaves takes an upload in flight back, and switches the camera off. */
const usePhotoDraft = (): PhotoDraft => {
  const [, draw] = useReducer((times: number) => times + 1, 0)
  const [draft] = useState(() => {
    const made = createPhotoDraft(draw)
    return {
      ...made,
      drop: () => {
        made.drop()
        draw()
      },
    }
  })
  useEffect(() => draft.drop, [draft])
  return draft
}

const troubleText = ({ words, textOf }: Texts, trouble: PhotoTrouble): string => {
  switch (trouble.of) {
    case 'file':
      return words.photoProblem[trouble.problem]
    case 'camera':
      return trouble.problem === 'denied' ? words.cameraDenied : words.cameraMissing
    case 'upload':
      return textOf({ id: `error.${trouble.problem}`, params: { wait: 0 } })
  }
}

export const PhotoPicker = (props: PhotoProps): ReactElement => {
  const flow = useFlow()
  const texts = useTexts()
  const { words } = texts
  const draft = usePhotoDraft()
  const state = draft.state()
  const { status } = state
  const { view, open, clock } = flow
  const again = view.factorType === 'FACE' ? view.sendAgainAt : null
  const wait = useSecondsUntil(open === null ? again : open.submitAt, clock)
  // The button that led here is gone with what it stood beside.
  const focus = useFocus(status === 'uploading' ? 'preview' : status, false)
  const trouble = draft.trouble()

  const use = async () => {
    const key = wait > 0 ? null : await draft.send(props.upload)
    if (key !== null) flow.keepPhoto(() => void submitPhoto(flow, key))
  }
  const given: PhotoGiven = {
    state,
    startCamera: () => void draft.startCamera(),
    takeFrom: (video) => void draft.fromCamera(video),
    take: (picture) => void draft.fromFile(picture),
    retake: draft.drop,
    use: () => void use(),
    wait,
    problem: trouble && troubleText(texts, trouble),
  }
  return (
    <Part part="photo" state={status} of={props} given={given}>
      <div {...focus} data-mfa-part="photo-frame">
        <PhotoFrame given={given} renderCamera={props.renderCamera} />
      </div>
      <p role="status" data-mfa-part="photo-status">
        {status === 'uploading'
          ? words.photoUploading
          : status === 'starting'
            ? words.cameraStarting
            : status === 'reading' && words.working}
      </p>
      <p role="alert" data-mfa-part="problem">
        {given.problem}
      </p>
    </Part>
  )
}
