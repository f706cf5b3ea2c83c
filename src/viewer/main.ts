import { enrollmentMachine } from '../../machines/index.ts'
import { structureOf } from '../inspect/index.ts'
import { pageChannel } from './channel/page-channel.ts'
import { serverChannel } from './channel/server-channel.ts'
import { givenRecording } from './page/given-recording.ts'
import { createViewer } from './page/viewer.ts'
import { wordsFor } from './words/words-for.ts'

// The page says where frames come from: `data-channel="server"` (by default), `page` or `none`; and with
// `data-recording`, by name, that there is a recording beside it.
const { dataset } = document.documentElement
const channels = {
  server: () => serverChannel(document.baseURI),
  page: () => pageChannel(),
  none: () => null,
}
const asked = dataset['channel']
const channel = channels[asked === 'page' || asked === 'none' ? asked : 'server']()

const words = wordsFor(navigator.languages)
document.documentElement.lang = words.lang
document.title = words.title
const given = dataset['recording']
const recording = given === undefined ? undefined : givenRecording(given, document.baseURI)
const structure = structureOf(enrollmentMachine)
document.body.append(createViewer({ structure, words, channel, ...(recording && { recording }) }))
