import type { SvgNode } from '../picture/svg-node.ts'

/** A piece of SVG as an element: made name by name, for a strict policy takes no markup. */
export const svgElement = ({ tag, attributes, content }: SvgNode): SVGElement => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
  if (typeof content === 'string') element.textContent = content
  else element.append(...content.map(svgElement))
  return element
}
