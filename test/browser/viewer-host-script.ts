// The page around a viewer: a running enrollment of its own, and a machine that no layout is stored for.
import { createMachine } from 'xstate'
import { createEnrollment } from '../../src/index.ts'
import { inspectEnrollment, structureOf } from '../../src/inspect/index.ts'
import { connectViewer, pictureLayoutOf } from '../../src/viewer/index.ts'
import { scripted } from '../machines/scripted-service.ts'

const inspection = inspectEnrollment()
const enrollment = createEnrollment({ service: scripted().service, inspect: inspection.inspect })
document.body.dataset['enrollment'] = enrollment.id
enrollment.subscribe(({ state }) => {
  document.body.dataset['state'] = state
})
const iframe = document.querySelector('iframe')
if (iframe === null) throw new Error('The page has no frame for the viewer')
connectViewer(inspection, iframe)

const other = structureOf(
  createMachine({ id: 'other', initial: 'a', states: { a: { on: { go: 'b' } }, b: {} } }),
)
const { states } = await pictureLayoutOf(other, 'full')
document.body.dataset['laidOut'] = [...states.keys()].join(' ')
