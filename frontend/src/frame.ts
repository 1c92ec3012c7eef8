/** Manners of the frame: menus close, filters send themselves, a form is sent once. */
import { csrf, typing } from './dom'

document.addEventListener('click', event => {
  for (const open of document.querySelectorAll<HTMLDetailsElement>('details.drop[open]'))
    if (!open.contains(event.target as Node)) open.open = false
})

document.addEventListener('keydown', event => {
  if (event.key === 'Escape')
    for (const open of document.querySelectorAll<HTMLDetailsElement>('details.drop[open]')) {
      open.open = false
      open.querySelector('summary')?.focus()
    }
  if (event.key === '/' && !typing(event)) {
    const search = document.querySelector<HTMLInputElement>('main input[type=search], #find')
    if (search) {
      event.preventDefault()
      search.focus()
      search.select()
    }
  }
})

document.addEventListener('click', event => {
  if ((event.target as HTMLElement).closest('[data-print]')) window.print()
})

// Paper has no summaries to open: everything folded is printed, and folded again afterwards.
let unfolded: HTMLDetailsElement[] = []
addEventListener('beforeprint', () => {
  unfolded = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open]):not(.drop)')]
  for (const one of unfolded) one.open = true
  // Who printed a page that holds data of persons is in the trail, however the printing was asked for.
  const told = document.querySelector<HTMLElement>('[data-printed]')?.dataset.printed
  if (told) void fetch(told, { method: 'POST', headers: { 'X-CSRFToken': csrf() }, credentials: 'same-origin', keepalive: true }).catch(() => undefined)
})
addEventListener('afterprint', () => {
  for (const one of unfolded) one.open = false
  unfolded = []
})

// A table wider than its place scrolls there, by keys too; one that fits keeps its head in sight.
function fit(): void {
  for (const wrap of document.querySelectorAll<HTMLElement>('.table-wrap')) {
    const wide = (wrap.firstElementChild?.scrollWidth ?? 0) > wrap.clientWidth + 1
    wrap.classList.toggle('scrolls', wide)
    if (wide) wrap.tabIndex = 0
    else wrap.removeAttribute('tabindex')
  }
}
addEventListener('resize', fit)
document.addEventListener('htmx:after:swap', fit)
fit()

// A select of a filter bar acts at once (unless htmx sends it); without JavaScript its button does.
document.addEventListener('change', event => {
  const at = event.target as HTMLElement
  const form = at.closest<HTMLFormElement>('form.filters')
  if (form && !form.matches('[data-wait], [hx-get], [hx-post]') && at.matches('select, input[type=date], input[type=checkbox]')) form.requestSubmit()
})

// A second click on a button that sends must not send twice.
document.addEventListener('submit', event => {
  const form = event.target as HTMLFormElement
  if (form.method !== 'post' || form.hasAttribute('data-again')) return
  if (form.dataset.sent) {
    event.preventDefault()
    return
  }
  setTimeout(() => {
    if (event.defaultPrevented) return
    form.dataset.sent = '1'
    setTimeout(() => delete form.dataset.sent, 4000)
  })
})
