import { html, nothing, type TemplateResult } from 'lit'
import { preparationFor } from '../../view/index.ts'
import type { PhotoDraft, PhotoTrouble } from '../../photo/index.ts'
import { actions, backLink, button } from '../parts/button.ts'
import { icon } from '../parts/icons.ts'
import { leaveRow } from '../parts/leave-row.ts'
import { replacingNote } from '../parts/replacing-note.ts'
import { alertBox, heading, lead, problem } from '../parts/text.ts'
import type { Stage } from '../stage.ts'

export type PhotoScreen = (stage: Stage, draft: PhotoDraft) => TemplateResult

const troubleText = ({ words, say }: Stage, trouble: PhotoTrouble): string => {
  switch (trouble.of) {
    case 'file':
      return words.photoProblem[trouble.problem]
    case 'camera':
      return trouble.problem === 'denied' ? words.cameraDenied : words.cameraMissing
    case 'upload':
      return say({ id: `error.${trouble.problem}`, params: { wait: 0 } })
  }
}

/** A label that looks like a button, for file inputs cannot be dressed; the input keeps the keyboard's focus. */
const chooser = ({ words }: Stage, draft: PhotoDraft): TemplateResult =>
  html`<label class="button secondary file" part="button secondary choose-photo">
    <input
      type="file"
      class="file-input"
      accept="image/jpeg,image/png,image/webp,image/heic"
      @change=${(event: Event) => {
        const input = event.currentTarget
        const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined
        if (file !== undefined) void draft.fromFile(file)
      }}
    /><span>${words.choosePhoto}</span>
  </label>`

const picture = (stage: Stage, draft: PhotoDraft): TemplateResult => {
  const { words, flow } = stage
  const state = draft.state()
  switch (state.status) {
    case 'none':
      return html`<div class="frame empty" part="photo-frame">${icon('FACE')}</div>
        ${actions(
          button({
            label: words.useCamera,
            kind: 'primary',
            icon: 'camera',
            focus: true,
            press: () => void draft.startCamera(),
            part: 'use-camera',
          }),
          chooser(stage, draft),
        )}`
    case 'reading':
    case 'starting':
      return html`<div class="frame empty" part="photo-frame" aria-busy="true">
          <span class="spinner large" aria-hidden="true"></span>
          ${state.status === 'starting' ? html`<p>${words.cameraStarting}</p>` : nothing}
        </div>
        ${actions(
          button({
            label: words.cancel,
            kind: 'quiet',
            press: () => flow.go(flow.step()),
            part: 'stop-camera',
          }),
          chooser(stage, draft),
        )}`
    case 'camera': {
      const take = ({ currentTarget }: Event) => {
        const video =
          currentTarget instanceof Element
            ? currentTarget.closest('[data-photo]')?.querySelector('video')
            : null
        if (video) void draft.fromCamera(video)
      }
      return html`<div class="frame live" part="photo-frame">
          <video
            class="mirrored"
            part="camera"
            .srcObject=${state.stream}
            aria-label=${words.cameraPreview}
            autoplay
            playsinline
            .muted=${true}
          ></video>
        </div>
        ${actions(
          button({
            label: words.takePhoto,
            kind: 'primary',
            icon: 'camera',
            focus: true,
            press: take,
            part: 'take-photo',
          }),
          chooser(stage, draft),
        )}`
    }
    case 'preview':
    case 'uploading': {
      const isBusy = state.status === 'uploading'
      state.photo.canvas.setAttribute('role', 'img')
      state.photo.canvas.setAttribute('aria-label', words.photoPreview)
      return html`<div class="frame" part="photo-frame">${state.photo.canvas}</div>
        ${actions(
          button({
            label: isBusy ? words.photoUploading : words.usePhoto,
            kind: 'primary',
            isBusy,
            focus: true,
            press: () => void flow.usePhoto(),
            part: 'use-photo',
          }),
          isBusy
            ? nothing
            : button({
                label: words.retakePhoto,
                press: () => {
                  draft.drop()
                  flow.note(null)
                },
                part: 'retake-photo',
              }),
        )}`
    }
  }
}

/** The photo of a face: taken or chosen, looked at, sent. Here before the token is asked for, and after a rejection. */
export const photoScreen: PhotoScreen = (stage, draft) => {
  const { flow, words, say, view } = stage
  const isOnTheWay = flow.step()?.name === 'photo'
  const preparation = preparationFor('FACE')
  const trouble = draft.trouble()
  return html`${isOnTheWay ? backLink(words.back, () => flow.go(null)) : nothing}
    ${heading(stage, words.prepareTitle.FACE)} ${preparation && lead(say(preparation))}
    ${replacingNote(stage)} ${trouble === null ? problem(stage) : alertBox(troubleText(stage, trouble))}
    <div class="photo" part="photo" data-photo>${picture(stage, draft)}</div>
    ${!isOnTheWay && view.can.cancel ? leaveRow(stage) : nothing}`
}
