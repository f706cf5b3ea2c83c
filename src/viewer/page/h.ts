type Child = Node | string | null

/** An element with attributes and children. An attribute that is false or null is left out; true is written empty. */
export const h = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number | boolean | null>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.filter((child) => child !== null))
  return element
}

/** A button that is named by a text, and does one thing. */
export const button = (
  name: string,
  press: () => void,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLButtonElement => {
  const made = h('button', { type: 'button', ...attributes }, ...(children.length > 0 ? children : [name]))
  if (children.length > 0) {
    made.setAttribute('aria-label', name)
    made.setAttribute('title', name)
  }
  made.addEventListener('click', press)
  return made
}

/** A name that may break after its dots, before it breaks within a part. */
export const breakable = (name: string): readonly (Node | string)[] =>
  name
    .split(/(?<=\.)/)
    .flatMap((part, index) => (index === 0 ? [part] : [document.createElement('wbr'), part]))
