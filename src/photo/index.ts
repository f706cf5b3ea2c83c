export { createPhotoDraft, type PhotoDraft, type PhotoState, type PhotoTrouble } from './photo-draft.ts'
