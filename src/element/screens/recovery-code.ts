import { html } from 'lit'
import { reveal } from '../../../machines/index.ts'
import { downloadText } from '../../recovery/index.ts'
import { actions, button } from '../parts/button.ts'
import { copyButton } from '../parts/copyable.ts'
import { heading, lead, note, problem } from '../parts/text.ts'
import type { Screen, Stage } from '../stage.ts'

/** What stands in the file and on paper: the code, what it is for, and since when. Empty if there is none. */
export const recoverySheet = ({ view, words, language, now }: Stage): string => {
  if (view.state !== 'savingRecoveryCode') return ''
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(now)
  return `${words.recoveryFileText(location.hostname || null, day)}\n\n${reveal(view.recoveryCode)}\n`
}

/** The recovery code, once: the page warns whoever leaves before it is saved. */
export const recoveryCode: Screen = (stage) => {
  const { view, words, say, flow } = stage
  if (view.state !== 'savingRecoveryCode') return html``
  const code = () => reveal(view.recoveryCode)
  return html`${heading(stage, words.recoveryTitle, { focus: true })} ${lead(say(view.message))}
    <div class="recovery" part="recovery" data-copy>
      <code
        class="recovery-code"
        part="recovery-code"
        aria-label=${words.recoveryLabel}
        data-secret
        translate="no"
        >${code()}</code
      >
      <div class="tools">
        ${copyButton(stage, { label: words.copy, text: code, part: 'copy-recovery-code' })}
        ${button({
          label: words.download,
          icon: 'download',
          press: () => downloadText(words.recoveryFileName, recoverySheet(stage)),
          part: 'download',
        })}
        ${button({
          label: words.print,
          icon: 'print',
          // What comes out is the sheet of the recovery guard.
          press: () => print(),
          part: 'print',
        })}
      </div>
    </div>
    ${note(words.recoveryHint)} ${problem(stage)}
    ${actions(
      button({
        label: words.recoverySaved,
        kind: 'primary',
        press: () => flow.send({ type: 'recoveryCode.saved' }),
        part: 'saved',
      }),
    )}`
}
