/** Bars and lines; the figures stand in the table inside, for readers and without JavaScript. */
import { dataOf, make } from '../dom'

export type Series = { x: string[]; series: { name: string; kind: 'bar' | 'line'; data: (number | null)[] }[]; stacked?: boolean }

export class BarChart extends HTMLElement {
  private gone: (() => void) | null = null

  connectedCallback(): void {
    const data = dataOf<Series>(this.dataset.from)
    if (data && !this.querySelector('.chart-canvas')) void this.draw(data)
  }

  disconnectedCallback(): void {
    this.gone?.()
  }

  private async draw(data: Series): Promise<void> {
    const place = make('div', { class: 'chart-canvas', 'aria-hidden': 'true' })
    this.prepend(place)
    const { paint } = await import('../chart')
    this.gone = paint(place, data)
  }
}
customElements.define('bar-chart', BarChart)
