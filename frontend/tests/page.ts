import { afterEach } from 'vitest'

/** A page with this body; wiped after each story. */
export function page(body: string): void {
  const whole = document.createElement('template')
  whole.innerHTML = body
  document.body.replaceChildren(document.importNode(whole.content, true))
}

export const one = <E extends Element = HTMLElement>(selector: string): E => {
  const found = document.querySelector<E>(selector)
  if (!found) throw new Error(`nothing fits ${selector}`)
  return found
}
export const all = <E extends Element = HTMLElement>(selector: string): E[] => [...document.querySelectorAll<E>(selector)]
export const press = (key: string, more: KeyboardEventInit = {}): void =>
  void (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
export const moments = (): Promise<void> => new Promise(done => setTimeout(done, 20))

afterEach(() => {
  document.body.innerHTML = ''
  sessionStorage.clear()
})
