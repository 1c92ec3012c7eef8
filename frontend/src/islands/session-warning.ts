/** Warns before a session ends; keeps what was written, and puts it back after signing in again. */
import { csrf, make } from '../dom'
import { t } from '../words'

const KEY = 'xiezhi-kept:'
const FIELDS = 'textarea, input[type=text], input[type=number], input[type=date], input:not([type])'
const DAY = 24 * 60 * 60 * 1000
type Kept = { at: number; values: Record<string, string> }
type Field = HTMLTextAreaElement | HTMLInputElement

const kept = (form: HTMLFormElement): Field[] =>
  [...form.querySelectorAll<Field>(FIELDS)].filter(field => field.name && !field.closest('[data-keep=no]') && field.autocomplete !== 'one-time-code')

/** The place one form's text is kept under: page and form. */
export function place(form: HTMLFormElement): string {
  const which = form.id || form.getAttribute('action') || String([...document.forms].indexOf(form))
  return `${KEY}${location.pathname}#${which}`
}

/** Keeps the text of a form that differs from what the server sent. */
export function keep(form: HTMLFormElement): void {
  const values: Record<string, string> = {}
  for (const field of kept(form)) if (field.value !== field.defaultValue) values[field.name] = field.value
  if (Object.keys(values).length) sessionStorage.setItem(place(form), JSON.stringify({ at: Date.now(), values } satisfies Kept))
  else sessionStorage.removeItem(place(form))
}

/** Puts kept text back where the server sent nothing newer. */
export function restore(form: HTMLFormElement): boolean {
  const held = sessionStorage.getItem(place(form))
  if (!held) return false
  const { at, values } = JSON.parse(held) as Kept
  if (Date.now() - at > DAY) {
    sessionStorage.removeItem(place(form))
    return false
  }
  let any = false
  for (const field of kept(form)) {
    const value = values[field.name]
    if (value === undefined || field.value !== '' || value === '') continue
    field.value = value
    field.insertAdjacentElement('afterend', make('p', { class: 'restored', role: 'status' }, t('已恢复上次未提交的内容。', 'What you had not sent was put back.')))
    any = true
  }
  return any
}

const SENT = 'xiezhi-sent'
const UNTIL = 'xiezhi-until'

export class SessionWarning extends HTMLElement {
  private timers: number[] = []

  connectedCallback(): void {
    const posts = [...document.forms].filter(form => form.method === 'post' && form.dataset.keep !== 'no' && !form.closest('[data-keep=no]'))
    this.forgetSent()
    if (this.dataset.signedIn === '1') for (const form of posts) restore(form)
    document.addEventListener('input', this.wrote)
    document.addEventListener('submit', this.sent)
    const seconds = Number(this.dataset.seconds ?? 0)
    if (this.dataset.signedIn === '1' && seconds > 0) this.watch(seconds)
  }

  disconnectedCallback(): void {
    for (const timer of this.timers) clearTimeout(timer)
    document.removeEventListener('input', this.wrote)
    document.removeEventListener('submit', this.sent)
  }

  private wrote = (event: Event): void => {
    const form = (event.target as Field).form
    if (form?.method === 'post' && form.dataset.keep !== 'no' && !form.closest('[data-keep=no]')) keep(form)
  }

  // What is sent is kept until the next page shows that somebody is still signed in: only then has it arrived.
  private sent = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement
    if (form.method === 'post' && sessionStorage.getItem(place(form))) sessionStorage.setItem(SENT, place(form))
  }

  private forgetSent(): void {
    const key = sessionStorage.getItem(SENT)
    if (!key || this.dataset.signedIn !== '1') return
    sessionStorage.removeItem(SENT)
    if (!document.querySelector('main .is-invalid, main .problem') || !key.startsWith(`${KEY}${location.pathname}#`)) sessionStorage.removeItem(key)
  }

  private watch(seconds: number): void {
    for (const timer of this.timers) clearTimeout(timer)
    const last = Math.min(seconds, 2_000_000)
    localStorage.setItem(UNTIL, String(Date.now() + last * 1000))
    this.timers = [
      window.setTimeout(() => this.later() || this.warn(Math.min(300, last)), Math.max(0, last - 300) * 1000),
      window.setTimeout(() => this.later() || this.over(), last * 1000),
    ]
  }

  /** Work in another window has lengthened the session: watch for its end instead. */
  private later(): boolean {
    const left = (Number(localStorage.getItem(UNTIL)) - Date.now()) / 1000
    if (left <= 301) return false
    this.watch(left)
    return true
  }

  private warn(left: number): void {
    const stay = make('button', { type: 'button', class: 'btn btn-primary btn-sm' }, t('继续工作', 'Stay signed in'))
    stay.addEventListener('click', () => void this.stay())
    this.show(t(`约 ${Math.ceil(left / 60)} 分钟后将自动退出登录。填写的内容会保留在本窗口。`, `You will be signed out in about ${Math.ceil(left / 60)} minutes. What you wrote stays in this window.`), stay)
  }

  private async stay(): Promise<void> {
    const answer = await fetch('/ui/here/', { method: 'POST', headers: { 'X-CSRFToken': csrf() }, credentials: 'same-origin' })
    const told = answer.ok ? ((await answer.json()) as { signed_in: boolean; seconds: number }) : { signed_in: false, seconds: 0 }
    if (!told.signed_in) {
      this.over()
      return
    }
    this.classList.remove('shown')
    this.replaceChildren()
    this.watch(told.seconds)
  }

  private over(): void {
    const again = make('a', { class: 'btn btn-primary btn-sm', href: `/sign-in/?next=${encodeURIComponent(location.pathname + location.search)}` }, t('重新登录', 'Sign in again'))
    this.show(t('登录已超时。重新登录后回到本页，未提交的内容会自动恢复。', 'Your session has ended. Sign in again: you come back here and what you had not sent is put back.'), again)
  }

  private show(text: string, act: HTMLElement): void {
    this.replaceChildren(make('div', { class: 'note note-warning', role: 'alert' }, make('div', {}, make('p', {}, text), act)))
    this.classList.add('shown')
  }
}
customElements.define('session-warning', SessionWarning)
