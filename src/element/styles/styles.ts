import type { CSSResultGroup } from 'lit'
import { base } from './base.ts'
import { challengeScreens } from './challenge-screens.ts'
import { controls } from './controls.ts'
import { factorScreens } from './factor-screens.ts'
import { modes } from './modes.ts'
import { tokens } from './tokens.ts'

/** Constructable style sheets: a strict Content-Security-Policy needs no exception for them. */
export const styles: CSSResultGroup = [tokens, base, controls, factorScreens, challengeScreens, modes]
