import { html, type TemplateResult } from 'lit'
import type { Stage } from '../stage.ts'

/** What is read out now. */
export interface Announcement {
  readonly polite: string
  readonly assertive: string
}

const listFailure = ({ flow, words, say }: Stage): string => {
  const state = flow.list.state()
  if (state.status === 'failed') return words.listFailed
  const error = flow.list.error()
  return error === null ? '' : say({ id: `error.${error}`, params: { wait: null } })
}

const photoTrouble = ({ flow, words, say }: Stage): string => {
  const trouble = flow.face.draft()?.trouble() ?? null
  if (trouble === null) return ''
  if (trouble.of === 'file') return words.photoProblem[trouble.problem]
  if (trouble.of === 'upload') return say({ id: `error.${trouble.problem}`, params: { wait: null } })
  return trouble.problem === 'denied' ? words.cameraDenied : words.cameraMissing
}

/**
 * What a screen reader says of a screen: the view's own announcement, or what happened before the machine heard of
 * it. Nothing in it counts, so nothing is said each second.
 *
 * @param trouble what is wrong at a field, as it was when it came up.
 */
export const announcementOf = (stage: Stage, trouble: string): Announcement => {
  const { view, say, flow, words } = stage
  const spoken = view.announce === null ? '' : say(view.announce.message)
  const isAssertive = view.announce?.politeness === 'assertive'
  const notice = flow.notice()?.(words)
  const local = trouble || photoTrouble(stage) || (view.state === 'idle' ? listFailure(stage) : '')
  return {
    polite: notice ?? (isAssertive ? '' : spoken),
    assertive: local || (isAssertive ? spoken : ''),
  }
}

/** The two live regions: always there, for a region that comes together with its text is not read by many. */
export const liveRegion = ({ polite, assertive }: Announcement): TemplateResult =>
  html`<div class="unseen" role="status" aria-live="polite">${polite}</div>
    <div class="unseen" role="alert" aria-live="assertive">${assertive}</div>`
