// The steps of an SMS enrollment at which a process is killed, and what the next one makes of each.
import type { Fault } from '../../src/sandbox/index.ts'

/** Where a process is killed: at a point of its own, or while the server does this with its request. */
export interface Kill {
  readonly at: string
  readonly fault?: Fault
  /** What the next process makes of it, before the person does anything. */
  readonly leadsTo: string
}

const request = 'sendEnrollFactorRequest'
const bind = 'enrollFactor'
const hang = (endpoint: typeof request | typeof bind): Fault => ({ kind: 'hang', endpoint, times: 1 })
const lost = (endpoint: typeof request | typeof bind): Fault => ({ kind: 'hangInBody', endpoint, times: 1 })

export const kills: readonly Kill[] = [
  { at: 'before commit 1', leadsTo: 'nothing' },
  { at: 'after commit 1', leadsTo: 'idle' },
  { at: `before ${request}`, leadsTo: 'idle' },
  { at: `in ${request}`, fault: hang(request), leadsTo: 'idle' },
  { at: `in the answer of ${request}`, fault: lost(request), leadsTo: 'idle' },
  { at: `after ${request}`, leadsTo: 'idle' },
  { at: 'before commit 2', leadsTo: 'idle' },
  { at: 'after commit 2', leadsTo: 'awaitingCode' },
  { at: 'before commit 3', leadsTo: 'awaitingCode' },
  { at: 'after commit 3', leadsTo: 'awaitingCode' },
  { at: `before ${bind}`, leadsTo: 'awaitingCode' },
  { at: `in ${bind}`, fault: hang(bind), leadsTo: 'awaitingCode' },
  { at: `in the answer of ${bind}`, fault: lost(bind), leadsTo: 'done' },
  { at: `after ${bind}`, leadsTo: 'done' },
  { at: 'before commit 4', leadsTo: 'done' },
  { at: 'after commit 4', leadsTo: 'done' },
]
