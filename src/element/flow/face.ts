import type { PhotoUpload, Redacted } from '../../../machines/index.ts'
import type { ShownEnrollment } from '../../live/index.ts'
import type { EnrollmentView } from '../../view/index.ts'
import type { PhotoDraft } from '../../photo/index.ts'

/** Makes a draft, changed being called whenever it has changed. */
export type CreateDraft = (changed: () => void) => PhotoDraft

export interface Face {
  readonly loading: () => 'loading' | 'failed' | null
  /** Loads what takes photos, unless it is there or on its way. */
  readonly load: () => Promise<void>
  readonly draft: () => PhotoDraft | null
  /** Uploads the photo on show; its token is asked for last, so that its minute is not spent on the upload. */
  readonly usePhoto: (upload: PhotoUpload) => Promise<void>
  /** Asks for a new token for the photo that was uploaded already; false if there is none. */
  readonly renew: () => boolean
  readonly changed: (after: EnrollmentView) => void
}

/**
 * Brings a photo and its token together: whichever comes last, the photo is submitted once.
 *
 * @param loadDrafts fetches what takes photos, which most people never need.
 */
export const createFace = (
  enrollment: () => ShownEnrollment | null,
  loadDrafts: () => Promise<CreateDraft>,
  changed: () => void,
): Face => {
  let draft: PhotoDraft | null = null
  let loading: 'loading' | 'failed' | null = null
  let uploaded: Redacted<string> | null = null
  // True from the person's word until the token is there: a token alone never sends a photo.
  let isWanted = false

  const submit = (view: EnrollmentView) => {
    if (uploaded === null || view.state !== 'awaitingCode') return
    isWanted = false
    const { generation } = view
    enrollment()?.send({ type: 'photo.submitted', photo: uploaded, isExternalPhoto: false, generation })
  }

  const ask = () => {
    const current = enrollment()
    if (current === null || uploaded === null) return false
    const view = current.view()
    if (view.state === 'awaitingCode' && view.factorType === 'FACE' && view.can.submit) {
      submit(view)
      return true
    }
    isWanted = true
    const sent =
      view.state === 'expired' && view.factorType === 'FACE'
        ? current.send({ type: 'enrollment.renewed' })
        : current.send({ type: 'factor.chosen', factorType: 'FACE' })
    isWanted = sent.accepted
    return sent.accepted
  }

  const load = async () => {
    if (loading === 'loading' || draft !== null) return
    loading = 'loading'
    changed()
    try {
      const createDraft = await loadDrafts()
      draft = createDraft(changed)
      loading = null
    } catch {
      // Offline, or a new version was put up since: the person may try again.
      loading = 'failed'
    }
    changed()
  }

  return {
    loading: () => loading,
    load,
    draft: () => draft,
    usePhoto: async (upload) => {
      const key = (await draft?.send(upload)) ?? null
      if (key === null) return
      uploaded = key
      ask()
      changed()
    },
    renew: ask,
    changed: (after) => {
      if (after.state === 'awaitingCode' && after.factorType === 'FACE') void load()
      if (after.error === 'photoRejected') {
        uploaded = null
        draft?.drop()
      } else if (after.state === 'done' || after.state === 'cancelled' || after.state === 'failed') {
        uploaded = null
        isWanted = false
        draft?.drop()
      } else if (after.state === 'idle') isWanted = false
      if (isWanted && after.factorType === 'FACE') submit(after)
    },
  }
}
