import * as E from '#fp-ts/Either'
import { readRecording, type Recording } from '../../inspect/index.ts'
import type { Words } from '../words/words.ts'
import { button, h } from './h.ts'
import { icon } from './icons.ts'

export interface OpenedRecording {
  readonly name: string
  readonly recording: Recording
}

/** Opens a recording by a button, or by dropping a file on the page. The file stays in this page. */
export const createRecordingOpener = (
  words: Words,
  open: (opened: OpenedRecording) => void,
  refuse: (message: string) => void,
) => {
  const read = async (file: File) => {
    const recording = readRecording(await file.text())
    if (E.isLeft(recording)) return refuse(recording.left.message)
    if (recording.right.frames.length === 0) return refuse(words.emptyRecording)
    open({ name: file.name, recording: recording.right })
  }
  const chosen = h('input', { type: 'file', class: 'unseen', tabindex: -1, 'aria-hidden': 'true' })
  chosen.addEventListener('change', () => {
    const file = chosen.files?.[0]
    // The same file may be chosen again.
    if (file !== undefined) void read(file).finally(() => (chosen.value = ''))
  })

  const isFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
  document.addEventListener('dragover', (event) => {
    if (!isFile(event)) return
    event.preventDefault()
    document.body.dataset['drop'] = words.dropHere
  })
  const leave = () => delete document.body.dataset['drop']
  document.addEventListener('dragleave', (event) => event.relatedTarget === null && leave())
  document.addEventListener('drop', (event) => {
    leave()
    const file = event.dataTransfer?.files[0]
    if (file === undefined) return
    event.preventDefault()
    void read(file)
  })

  return h(
    'span',
    {},
    button(
      words.openRecording,
      () => chosen.click(),
      { class: 'open' },
      icon('file'),
      h('span', {}, words.openRecording),
    ),
    chosen,
  )
}
