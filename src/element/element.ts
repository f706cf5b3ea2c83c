import { html, LitElement, nothing } from 'lit'
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit'
import {
  decodeCommand,
  type EnrollmentService,
  type FactorDirectory,
  type FactorType,
  type PhotoUpload,
  type Profile,
} from '../../machines/index.ts'
import { systemClock, type EnrollmentClock, type Inspect, type Sent } from '../live/index.ts'
import { createRecoveryGuard } from '../recovery/index.ts'
import { textsOf, type EnrollmentView, type TextOverrides } from '../view/index.ts'
import { createCountdownTimer } from './countdown-timer.ts'
import { eventsOf } from './events.ts'
import type { CreateDraft } from './flow/face.ts'
import { createFlow } from './flow/flow.ts'
import type { Given } from './flow/given.ts'
import type { ScreenName } from './flow/steps.ts'
import { focusKeyOf } from './focus-key.ts'
import { createFocusKeeper } from './focus-keeper.ts'
import { languageOf } from './language.ts'
import { announcementOf, liveRegion } from './parts/live-region.ts'
import type { PhotoScreen } from './photo/photo-screen.ts'
import { recoverySheet } from './screens/recovery-code.ts'
import { screens } from './screens/screens.ts'
import { createScreenAge } from './screen-age.ts'
import { createSession, type GivenEnrollment } from './session.ts'
import { createSpokenTrouble } from './spoken-trouble.ts'
import type { Stage } from './stage.ts'
import { styles } from './styles/styles.ts'
import { watchPage } from './watch-page.ts'

/**
 * `<mfa-enrollment>`: takes a signed-in person from "I want a second factor" to "it is bound", and lists, replaces
 * and removes factors if it is given a `directory`. Works in any page and framework; see `EnrollmentElementEvents`
 * for what it tells the page. Nothing is requested before the person, or `start`, asks for it.
 *
 * Looks: custom properties `--mfa-accent`, `--mfa-accent-text`, `--mfa-surface`, `--mfa-subtle`, `--mfa-text`,
 * `--mfa-muted`, `--mfa-border`, `--mfa-danger`, `--mfa-success`, `--mfa-radius`, `--mfa-font`, `--mfa-font-mono`,
 * `--mfa-padding`, `--mfa-width`, and `::part(…)`.
 *
 * @example
 * import 'mfa-enrollment/element'
 *
 * const element = document.createElement('mfa-enrollment')
 * element.service = createGenAuthService(options)
 * element.directory = createFactorDirectory(options)
 * element.addEventListener('mfa-done', () => location.assign('/settings'))
 * document.body.append(element)
 */
export class MfaEnrollmentElement extends LitElement {
  static override properties: PropertyDeclarations = {
    service: { attribute: false },
    enrollment: { attribute: false },
    directory: { attribute: false },
    upload: { attribute: false },
    factors: { attribute: false },
    clock: { attribute: false },
    inspect: { attribute: false },
    texts: { attribute: false },
    region: {},
    theme: { reflect: true },
    codeLength: { attribute: 'code-length', type: Number },
    storageKey: { attribute: 'storage-key' },
    headingLevel: { attribute: 'heading-level', type: Number },
  }

  static override styles = styles

  // `lang` is every element's own attribute: it is watched, and not redefined.
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang']
  }

  /** What the enrollment asks of the world. The element makes enrollments with it, and stops them with itself. */
  declare service: EnrollmentService | null
  /** An enrollment of the page's own, or a function that makes one (and another after it); goes before `service`. */
  declare enrollment: GivenEnrollment | null
  /** The account's factors: gives the list with "replace" and "remove", and the factors to offer. */
  declare directory: FactorDirectory | null
  /** The way for photos. Without it no face is offered. */
  declare upload: PhotoUpload | null
  /** The factors to offer, in this order; by default what the directory names, or all. */
  declare factors: readonly FactorType[] | null
  /** Texts of your own over the built-in ones. */
  declare texts: TextOverrides | null
  /** The clock of its enrollments and countdowns; with an `enrollment` of yours, that one's. Default: the system's. */
  declare clock: EnrollmentClock
  /** The `inspect` of an inspection, for the enrollments that it makes from then on. */
  declare inspect: Inspect | null
  /** `light`, `dark`, or `auto` for what the system prefers; without it, what the page's `color-scheme` says. */
  declare theme: 'light' | 'dark' | 'auto' | null
  /** How many digits SMS and EMAIL codes have: then the last digit sends them. Leave it out if you are not sure. */
  declare codeLength: number | null
  /** The region whose country code is offered first, such as `CN`; by default as the browser's languages say. */
  declare region: string | null
  /** A name in `sessionStorage` for the record without secrets, so that a reload can say what to ask anew. */
  declare storageKey: string | null
  /** The level of a screen's title, 1 to 6, so that it fits below the headings of the page. Default: 2. */
  declare headingLevel: number

  readonly #session = createSession((before, after) => this.#viewChanged(before, after))
  readonly #flow = createFlow(
    this.#session,
    () => this.#given(),
    () => this.#loadDrafts(),
    () => this.requestUpdate(),
  )
  readonly #age = createScreenAge(() => this.clock)
  readonly #focus = createFocusKeeper(this.#age)
  readonly #timer = createCountdownTimer(
    () => this.clock,
    () => this.requestUpdate(),
  )
  #photoScreen: PhotoScreen | null = null
  #hasLeft = false
  #stopWatching = () => {}
  readonly #guardRecovery = createRecoveryGuard()
  readonly #trouble = createSpokenTrouble()

  constructor() {
    super()
    this.service = null
    this.enrollment = null
    this.directory = null
    this.upload = null
    this.factors = null
    this.texts = null
    this.clock = systemClock
    this.region = null
    this.inspect = null
    this.theme = null
    this.codeLength = null
    this.storageKey = null
    this.headingLevel = 2
    this.addEventListener('mousedown', this.#focus.pressed)
    this.addEventListener('focusout', this.#focus.lost)
  }

  /**
   * Opens the way to a factor, as if the person had picked it; with a profile (`{}` for OTP) the request is sent at
   * once. Call it from a person's click, never from an effect or a mount.
   *
   * @returns whether the request was taken; null if none was sent yet, or there is neither service nor enrollment.
   *
   * @example
   * button.onclick = () => element.start('SMS', { phoneNumber: '18800000000', phoneCountryCode: '+86' })
   */
  start(factorType: FactorType, profile?: Profile): Sent | null {
    this.#adopt()
    const { state } = this.#session.enrollment()?.view() ?? {}
    if (state === undefined) return null
    if (state === 'done' || state === 'cancelled' || state === 'failed') this.#flow.reset()
    this.#focus.claim()
    if (profile === undefined) {
      this.#flow.pick(factorType)
      return null
    }
    const command = decodeCommand({ type: 'factor.chosen', factorType, profile })
    if (command._tag === 'Left') return { accepted: false, reason: command.left }
    return this.#session.enrollment()?.send(command.right) ?? null
  }

  /** Leaves, as the person's own "Cancel" does: in the middle of a bind it waits for the outcome. */
  cancel(): void {
    const enrollment = this.#session.enrollment()
    if (enrollment === null || enrollment.view().state === 'idle') this.#flow.go(null)
    else enrollment.send({ type: 'enrollment.cancelled' })
  }

  /** Back to the beginning: a fresh enrollment if the element makes its own, and the list read anew. */
  reset(): void {
    this.#flow.reset()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stopWatching()
    this.#stopWatching = watchPage(() => this.requestUpdate())
    if (!this.#hasLeft) return
    this.#hasLeft = false
    void this.#flow.list.load(this.directory)
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    // Moved within the document, it is back before this runs, and nothing has happened.
    queueMicrotask(() => {
      if (this.isConnected) return
      this.#stopWatching()
      this.#timer.stop()
      this.#guardRecovery(null)
      this.#flow.leave()
      this.#session.leave()
      this.#hasLeft = true
    })
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after)
    if (name === 'lang' && before !== after) this.requestUpdate()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#focus.before(this.shadowRoot)
    this.#adopt()
    if (changed.has('directory')) void this.#flow.list.load(this.directory)
  }

  protected override updated(): void {
    const view = this.#view()
    this.#timer.arm(view)
    this.#guardRecovery(view?.state === 'savingRecoveryCode' ? () => recoverySheet(this.#stage(view)) : null)
    if (view === null) return
    this.#age.shown(this.#flow.screen(view))
    this.#focus.after(this.shadowRoot, `${focusKeyOf(this.#flow, view)} ${this.#trouble.count()}`)
  }

  protected override render(): typeof nothing | TemplateResult {
    const view = this.#view()
    if (view === null) return nothing
    const stage = this.#stage(view)
    const screen = this.#flow.screen(view)
    return html`<div class="card" part="card" lang=${stage.language}>
        <div class="screen" part="screen screen-${screen}" data-screen=${screen}>
          ${this.#screen(screen, stage)}
        </div>
      </div>
      ${liveRegion(announcementOf(stage, this.#trouble.text(stage)))}`
  }

  #screen(name: ScreenName, stage: Stage) {
    const draft = this.#flow.face.draft()
    return name === 'photo' && draft !== null && this.#photoScreen !== null
      ? this.#photoScreen(stage, draft)
      : screens[name](stage)
  }

  /** What takes photos is a chunk of its own. */
  async #loadDrafts(): Promise<CreateDraft> {
    const { createPhotoDraft, photoScreen } = await import('./photo/photo-room.ts')
    this.#photoScreen = photoScreen
    return createPhotoDraft
  }

  #adopt(): void {
    const { enrollment, service, clock, inspect, storageKey } = this
    this.#session.use({ enrollment, service, clock, inspect, storageKey })
  }

  #view(): EnrollmentView | null {
    return this.#session.enrollment()?.view() ?? null
  }

  #given(): Given {
    const { directory, upload, factors, region, codeLength } = this
    return {
      directory,
      upload,
      factors,
      region,
      codeLength: codeLength !== null && codeLength >= 4 ? codeLength : null,
    }
  }

  #stage(view: EnrollmentView): Stage {
    const { locale, words, textOf, factorNameOf } = textsOf(languageOf(this), this.texts ?? {})
    return {
      view,
      now: this.clock.now(),
      words,
      say: textOf,
      nameOf: factorNameOf,
      language: locale,
      flow: this.#flow,
      given: this.#given(),
      isHandheld: matchMedia('(pointer: coarse)').matches,
      level: this.headingLevel >= 1 && this.headingLevel <= 6 ? this.headingLevel : 2,
      isNew: this.#age.isNew,
      canReset: this.#session.isOwn(),
    }
  }

  #viewChanged(before: EnrollmentView | null, after: EnrollmentView): void {
    this.#flow.changed(before, after)
    this.requestUpdate()
    for (const { type, detail } of eventsOf(before, after))
      this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'mfa-enrollment': MfaEnrollmentElement
  }
}
