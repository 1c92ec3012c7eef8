/** Follows a job: asks `data-src` for {state, progress, message, url?} until it has ended. */
import { t } from '../words'

type Told = { state: string; progress: number | null; message: string; url?: string; label?: string }
const ENDED = new Set(['done', 'failed', 'cancelled', 'lost'])

export class LiveProgress extends HTMLElement {
  private timer = 0
  private misses = 0

  connectedCallback(): void {
    if (!ENDED.has(this.dataset.state ?? '')) this.timer = window.setTimeout(() => void this.ask(), this.pause)
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer)
  }

  private get pause(): number {
    return Number(this.dataset.every ?? 1500) * Math.min(1 + this.misses, 8)
  }

  private async ask(): Promise<void> {
    try {
      const answer = await fetch(this.dataset.src ?? '', { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
      if (!answer.ok) throw new Error(String(answer.status))
      this.misses = 0
      this.show((await answer.json()) as Told)
    } catch {
      this.misses += 1
      this.say(t('暂时连不上服务器，正在重试…', 'The server cannot be reached; trying again …'))
      this.timer = window.setTimeout(() => void this.ask(), this.pause)
    }
  }

  private show(told: Told): void {
    const bar = this.querySelector('progress')
    if (bar) {
      if (told.progress === null) bar.removeAttribute('value')
      else bar.value = told.progress
    }
    this.say(told.message)
    if (!ENDED.has(told.state)) {
      this.timer = window.setTimeout(() => void this.ask(), this.pause)
      return
    }
    this.dataset.state = told.state
    this.dispatchEvent(new CustomEvent('ended', { bubbles: true, detail: told }))
    if (this.hasAttribute('data-stay')) return
    if (told.url) location.assign(told.url)
    else location.reload()
  }

  private say(text: string): void {
    const place = this.querySelector('.job-message')
    if (place && place.textContent !== text) place.textContent = text
  }
}
customElements.define('live-progress', LiveProgress)
