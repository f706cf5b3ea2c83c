import { enrollmentMachine } from '../../machines/index.ts'
import { structureOf } from '../inspect/index.ts'
import { pageChannel } from './channel/page-channel.ts'
import { serverChannel } from './channel/server-channel.ts'
import { givenRecording } from './page/given-recording.ts'
import { createViewer } from './page/viewer.ts'
import { wordsFor } from './words/words-for.ts'

// The page says where frames come from: `data-channel="server"` (by default), `page` or `none`; and with
// `data-recording`, by name, that there is a recording beside it, of which `data-omitted` frames were left out.
const { dataset } = document.documentElement
const channels = {
  server: () => serverChannel(document.baseURI),
  page: () => pageChannel(),
  none: () => null,
}
const asked = dataset['channel']
const channel = channels[asked === 'page' || asked === 'none' ? asked : 'server']()

// The page around it may have a language and colours of its own.
const given = new URLSearchParams(location.search)
const theme = given.get('theme')
if (theme === 'light' || theme === 'dark') dataset['theme'] = theme

const words = wordsFor([...given.getAll('lang'), ...navigator.languages])
document.documentElement.lang = words.lang
document.title = words.title
const { recording: name, omitted = '0' } = dataset
const recording = name === undefined ? undefined : givenRecording(name, document.baseURI, Number(omitted))
const structure = structureOf(enrollmentMachine)
document.body.append(createViewer({ structure, words, channel, ...(recording && { recording }) }))
