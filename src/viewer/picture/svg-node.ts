/** A piece of SVG as plain data: written as markup for files, made into elements by the page. */
export interface SvgNode {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly content: readonly SvgNode[] | string
}

/** A piece of SVG. */
export const svg = (
  tag: string,
  attributes: SvgNode['attributes'] = {},
  content: SvgNode['content'] = [],
): SvgNode => ({ tag, attributes, content })

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (words: string): string => words.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)

/** As markup. What is no name of an element or attribute is never taken for one, for names stand in our source only. */
export const markup = ({ tag, attributes, content }: SvgNode): string => {
  const written = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')
  const inner = typeof content === 'string' ? escaped(content) : content.map(markup).join('')
  return inner === '' ? `<${tag}${written}/>` : `<${tag}${written}>${inner}</${tag}>`
}
