/** A made-up person who is signed in at the page. */
export interface MadeUpPerson {
  readonly name: { readonly en: string; readonly 'zh-CN': string }
  /** Before the @ of the e-mail address. */
  readonly mailbox: string
}

/** One after the other, for each "fresh account". */
export const people: readonly [MadeUpPerson, ...(readonly MadeUpPerson[])] = [
  { name: { en: 'Mina Park', 'zh-CN': '林清禾' }, mailbox: 'mina.park' },
  { name: { en: 'Jonas Weber', 'zh-CN': '周子安' }, mailbox: 'jonas.weber' },
  { name: { en: 'Amara Diallo', 'zh-CN': '陈若溪' }, mailbox: 'amara.diallo' },
  { name: { en: 'Theo Lindqvist', 'zh-CN': '沈书言' }, mailbox: 'theo.lindqvist' },
  { name: { en: 'Sofia Marques', 'zh-CN': '许知夏' }, mailbox: 'sofia.marques' },
]
