type Listener = (event: Event) => void
type Properties = { readonly [name: string]: string | boolean | Listener | undefined }
export type Child = Node | string | null | undefined | readonly Child[]

/** Makes an element. Properties that begin with `on` are listeners; undefined ones are left out; text is never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') made.addEventListener(key.slice(2), value)
    else made.setAttribute(key, value === true ? '' : value)
  }
  made.append(...nodesOf(children))
  return made
}

/** Puts these children in the place of whatever was there. */
export function replace(parent: Element, ...children: Child[]): void {
  parent.replaceChildren(...nodesOf(children))
}

function nodesOf(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((child) => {
    if (child === undefined || child === null) return []
    return typeof child === 'string' || child instanceof Node ? [child] : nodesOf(child)
  })
}

/** A table whose cells say on a narrow screen which column they belong to. */
export function table(columns: readonly string[], rows: readonly (readonly Child[])[], emptiness: string): HTMLElement {
  if (rows.length === 0) return element('p', { class: 'empty' }, emptiness)
  const head = element(
    'tr',
    {},
    columns.map((name) => element('th', { scope: 'col' }, name)),
  )
  const body = rows.map((cells) =>
    element(
      'tr',
      {},
      cells.map((cell, i) =>
        element('td', { 'data-label': i === 0 || !columns[i] ? undefined : columns[i] }, cell ?? ''),
      ),
    ),
  )
  return element(
    'div',
    { class: 'scroll' },
    element('table', {}, element('thead', {}, head), element('tbody', {}, body)),
  )
}

interface Field {
  readonly name: string
  readonly label: string
  readonly choices?: readonly string[]
  readonly value?: string | null
  readonly required?: boolean
}

/**
 * Asks for a few fields. Resolves with their values, those left empty missing, or undefined when it was cancelled.
 */
export function ask(
  title: string,
  fields: readonly Field[],
  action: string,
): Promise<{ [name: string]: string } | undefined> {
  const dialog = byId('dialog', HTMLDialogElement)
  const inputs = fields.map(({ name, label, choices, value, required }) => {
    const input = choices
      ? element(
          'select',
          { name },
          ['', ...choices].map((one) => element('option', { value: one, selected: one === value }, one || '–')),
        )
      : element('input', { name, value: value ?? '', required })
    return element('label', {}, label, input)
  })
  const cancel = element('button', { type: 'button', onclick: () => dialog.close('') }, 'Cancel')
  const form = element(
    'form',
    { method: 'dialog' },
    element('h2', {}, title),
    inputs,
    element('div', { class: 'actions' }, cancel, element('button', { class: 'primary', value: 'done' }, action)),
  )
  replace(dialog, form)
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () => resolve(dialog.returnValue === 'done' ? filled(new FormData(form)) : undefined),
      { once: true },
    )
  })
}

function filled(form: FormData): { [name: string]: string } {
  const given: { [name: string]: string } = {}
  for (const [name, value] of form) if (typeof value === 'string' && value !== '') given[name] = value
  return given
}

/** The element of the page with this id. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id)
  if (!(found instanceof type)) throw new Error(`The page has no ${id}`)
  return found
}
