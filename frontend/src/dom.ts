/** A new element with attributes and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** The data a `json_script` element holds; null (and a word in the console) when there is none. */
export function dataOf<T>(id: string | undefined): T | null {
  const holder = id ? document.getElementById(id) : null
  if (!holder?.textContent) {
    console.warn(`no data under #${id ?? ''}`)
    return null
  }
  return JSON.parse(holder.textContent) as T
}

/** Whether keys typed now go into a field. */
export function typing(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement | null
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return true
  if (!at?.matches) return false
  if (at.matches('textarea, select, [contenteditable=true]')) return true
  return at.matches('input') && !['checkbox', 'radio', 'button', 'submit'].includes((at as HTMLInputElement).type)
}

/** The token a request that changes something must carry. */
export const csrf = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')?.content ?? ''

/** A note among the page's messages, read out. */
export function say(text: string, tone: 'info' | 'success' | 'warning' | 'error' = 'info'): void {
  document.getElementById('messages')?.append(make('toast-note' as 'div', { class: `note note-${tone}` }, make('span', {}, text)))
}
