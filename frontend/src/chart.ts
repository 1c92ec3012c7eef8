/** ECharts, bars and lines as SVG; no inline style reaches the page's policy. */
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Series } from './islands/bar-chart'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])
const INK = '#4f5d6b'
// Eight, as many as a clue has states: no two of a chart look alike.
const COLOURS = ['#1d4f7c', '#dca63c', '#14613a', '#a8281e', '#5a3d8a', '#7fa8cc', '#8a949e', '#4fae8a']

/** Draws, follows the window's size; gives back what ends it. */
export function paint(place: HTMLElement, data: Series): () => void {
  const chart = init(place, undefined, { renderer: 'svg' })
  chart.setOption({
    color: COLOURS,
    animation: false,
    // By its name: 'inherit' is measured as another face, and words of the legend run together.
    textStyle: { fontFamily: getComputedStyle(place).fontFamily, fontSize: 12 },
    grid: { left: 8, right: 12, top: 34, bottom: 4, containLabel: true },
    legend: { right: 8, top: 2, itemWidth: 14, itemHeight: 8, itemGap: 16, textStyle: { color: INK, fontFamily: getComputedStyle(place).fontFamily } },
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(29,79,124,.06)' } } },
    xAxis: { type: 'category', data: data.x, axisLabel: { color: INK }, axisTick: { show: false }, axisLine: { lineStyle: { color: '#b9c3cd' } } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { color: INK }, splitLine: { lineStyle: { color: '#e8ecf0' } } },
    series: data.series.map(one => ({
      name: one.name,
      type: one.kind,
      data: one.data,
      stack: data.stacked && one.kind === 'bar' ? 'all' : undefined,
      barMaxWidth: 22,
      symbolSize: 6,
      lineStyle: { width: 2 },
    })),
  })
  const watch = new ResizeObserver(() => chart.resize())
  watch.observe(place)
  return () => {
    watch.disconnect()
    chart.dispose()
  }
}
