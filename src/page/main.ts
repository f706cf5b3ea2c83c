import { render } from 'lit'
import { MfaEnrollmentElement } from '../element/index.ts'
import { servicesAtServer, servicesFor, type Services } from './account/services.ts'
import { keepTried, readTried } from './guide/tried.ts'
import { trials, type Trial } from './guide/trial.ts'
import { shownQrCode } from './phone/read-qr-code.ts'
import { createActions } from './page-actions.ts'
import { createPageClock } from './page-clock.ts'
import { createStore, type PageState } from './page-state.ts'
import { page } from './page.ts'
import type { Message, PlayState } from './play/play-server.ts'
import { personNow, watchPlay } from './play/play-server.ts'
import { applyPreferences, readPreferences } from './preferences.ts'
import { recordedFetch } from './requests/recorded-fetch.ts'
import type { SeenRequest } from './requests/seen-request.ts'
import { textsFor } from './texts/texts-for.ts'
import { trialIn } from './watch-element.ts'

const preferences = readPreferences()
applyPreferences(preferences, textsFor(preferences.lang).title)

const clock = createPageClock()
// The server says so, where it serves the viewer as well.
const isInspecting = document.documentElement.dataset['inspect'] !== undefined
const machine = isInspecting ? (await import('./machine/seen-machine.ts')).createSeenMachine(clock) : null
const person = await personNow()
const wasUnderWay = sessionStorage.getItem(person.userId) !== null

const initial: PageState = {
  preferences,
  person,
  isServerThere: true,
  messages: [],
  mishaps: [],
  requests: [],
  tried: readTried(),
  phone: {
    app: 'authenticator',
    news: { messages: 0, mail: 0 },
    accounts: [],
    isScanning: false,
    isTypingKey: false,
    notice: null,
  },
  view: 'page',
  isMachineShown: true,
  copied: null,
  announced: '',
}

/** More would only be scrolled past. */
const mostRequests = 30

const store = createStore(initial, draw)
const actions = createActions(store)
const fetchAndNote = recordedFetch(noteRequest)
// The server says so, where it runs the enrollments.
const servicesOf = document.documentElement.dataset['server'] === undefined ? servicesFor : servicesAtServer
let services: Services = servicesOf(person, clock, fetchAndNote)
let servedUser = person.userId

function draw(state: PageState): void {
  if (state.person.userId !== servedUser) {
    servedUser = state.person.userId
    services = servicesOf(state.person, clock, fetchAndNote)
  }
  const texts = textsFor(state.preferences.lang)
  render(page({ state, texts, actions, clock }, services, machine, onElement), document.body)
  machine?.dress(state.preferences.theme)
}

function noteRequest(request: SeenRequest): void {
  const { requests, mishaps } = store.get()
  const isKnown = requests.some(({ id }) => id === request.id)
  store.change({
    requests: isKnown
      ? requests.map((one) => (one.id === request.id ? request : one))
      : [request, ...requests].slice(0, mostRequests),
  })
  if (request.status === 200 && mishaps.includes('slow')) tick('slow')
}

function tick(trial: Trial): void {
  const { tried } = store.get()
  if (tried.includes(trial)) return
  const now = trials.filter((one) => one === trial || tried.includes(one))
  keepTried(now)
  store.change({ tried: now })
}

let isRestoring = wasUnderWay
function onElement(event: Event): void {
  // What the element tells first after a reload is where it stands, and nothing that happened now.
  const trial = isRestoring ? 'reload' : trialIn(event)
  isRestoring = false
  if (trial !== null) tick(trial)
  if (event.type === 'mfa-state') void takePhoneOut(event.target)
}

/** Where a QR code is on show, the phone is held ready for it. */
async function takePhoneOut(element: EventTarget | null): Promise<void> {
  if (!(element instanceof MfaEnrollmentElement)) return
  await element.updateComplete
  if (shownQrCode() !== null && !isBusyOnPhone()) actions.openApp('authenticator')
}

/** Whoever is busy on the phone is not torn away from what they see there. */
function isBusyOnPhone(): boolean {
  return document.querySelector('.phone')?.contains(document.activeElement) === true
}

const appOf = ({ channel }: Message) => (channel === 'SMS' ? 'messages' : 'mail')

/** A message lights up the phone. */
const arrived = (message: Message): void => {
  const app = appOf(message)
  const {
    phone,
    preferences: { lang },
  } = store.get()
  const handset = document.querySelector<HTMLElement>('.phone')
  const isOpen = phone.app === app || !isBusyOnPhone()
  // On a small screen the phone is another view.
  const isSeen = isOpen && handset?.checkVisibility() === true
  const texts = textsFor(lang).phone
  store.change({ announced: texts.arrived(texts.appName[app]) })
  store.changePhone({
    app: isOpen ? app : phone.app,
    news: { ...phone.news, [app]: isSeen ? 0 : phone.news[app] + 1 },
  })
}

let isFirst = true
const playChanged = (play: PlayState): void => {
  const { messages, person: signedIn } = store.get()
  clock.setSkipped(play.skippedMs)
  // Another tab has signed somebody else in.
  if (play.userId !== signedIn.userId) return
  store.change({ messages: play.messages, mishaps: play.mishaps })
  if (!isFirst) for (const message of play.messages.slice(messages.length)) arrived(message)
  isFirst = false
}

watchPlay(playChanged, (isServerThere) => store.change({ isServerThere }))
store.change({})

// The codes of the authenticator, and the time of the phone.
window.setInterval(() => store.change({}), 1000)
