/** Cytoscape with the fcose layout, loaded only where a graph stands. */
import cytoscape from 'cytoscape'
import type { NodeSingular, StylesheetJson } from 'cytoscape'
import fcose from 'cytoscape-fcose'
import type { Drawn, Relations } from './islands/relation-graph'

cytoscape.use(fcose)

const KINDS: Record<string, { shape: string; colour: string }> = {
  person: { shape: 'ellipse', colour: '#2f6ca3' },
  organ: { shape: 'round-rectangle', colour: '#1c6b49' },
  company: { shape: 'round-hexagon', colour: '#8a5a00' },
  account: { shape: 'round-diamond', colour: '#5a3d8a' },
  document: { shape: 'round-tag', colour: '#56636f' },
  place: { shape: 'round-triangle', colour: '#0f6b74' },
  other: { shape: 'ellipse', colour: '#56636f' },
}
const FONT = "'Inter Latin', 'PingFang SC', 'Microsoft YaHei UI', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"

const kind = (node: NodeSingular) => KINDS[node.data('kind') as string] ?? KINDS.other!

const STYLE = [
  {
    selector: 'node',
    style: {
      label: 'data(label)', 'font-size': 12, 'font-family': FONT, color: '#1b2733', 'text-valign': 'bottom', 'text-margin-y': 4,
      'text-wrap': 'ellipsis', 'text-max-width': '120px', 'text-background-color': '#fcfdfe', 'text-background-opacity': 0.85, 'text-background-padding': '1px',
      width: 24, height: 24, shape: (node: NodeSingular) => kind(node).shape, 'background-color': (node: NodeSingular) => kind(node).colour,
    },
  },
  { selector: 'node[?main]', style: { width: 36, height: 36, 'background-color': '#a8281e', 'font-weight': 600, 'font-size': 13 } },
  { selector: 'edge', style: { width: 1.2, 'line-color': '#b9c3cd', 'curve-style': 'bezier', 'target-arrow-shape': 'triangle', 'target-arrow-color': '#b9c3cd', 'arrow-scale': 0.8 } },
  {
    selector: 'edge.told',
    style: {
      label: 'data(label)', 'font-size': 11, 'font-family': FONT, color: '#163d61', width: 2, 'line-color': '#1d4f7c', 'target-arrow-color': '#1d4f7c',
      'text-background-color': '#fff', 'text-background-opacity': 1, 'text-background-padding': '2px',
    },
  },
  { selector: '.far', style: { opacity: 0.25 } },
] as unknown as StylesheetJson

// Cytoscape would add a style element, which the page's policy refuses; ours says the same in the style sheet.
const STYLESHEET = '__________cytoscape_stylesheet'

/** Draws the graph; `told` hears which node the pointer rests on. */
export function draw(place: HTMLElement, data: Relations, told: (id: string | null) => void): Drawn {
  if (!document.getElementById(STYLESHEET)) document.head.append(Object.assign(document.createElement('meta'), { id: STYLESHEET }))
  const nodes = data.nodes.map(node => ({ data: { ...node } }))
  const known = new Set(data.nodes.map(node => node.id))
  const edges = data.edges
    .filter(edge => known.has(edge.from) && known.has(edge.to))
    .map(edge => ({ data: { source: edge.from, target: edge.to, label: edge.label ?? '' } }))
  const graph = cytoscape({
    container: place,
    elements: [...nodes, ...edges],
    style: STYLE,
    minZoom: 0.2,
    maxZoom: 3,
    userZoomingEnabled: false,
    layout: { name: 'fcose', animate: false, randomize: true, idealEdgeLength: 90, nodeSeparation: 110, padding: 28 } as cytoscape.LayoutOptions,
  })
  const mark = (id: string | null): void => {
    graph.elements().removeClass('told far')
    if (!id) return
    const node = graph.getElementById(id)
    node.connectedEdges().addClass('told')
    graph.elements().difference(node.closedNeighborhood()).addClass('far')
  }
  graph.on('mouseover', 'node', event => {
    mark(event.target.id())
    told(event.target.id())
  })
  graph.on('mouseout', 'node', () => {
    mark(null)
    told(null)
  })
  graph.on('mouseover', 'edge', event => event.target.addClass('told'))
  graph.on('mouseout', 'edge', event => event.target.removeClass('told'))
  // A few nodes do not fill the place: they would stand there as large as fists.
  const fit = (): void => {
    graph.fit(undefined, 28)
    if (graph.zoom() > 1.25) graph.zoom(1.25)
    graph.center()
  }
  const watch = new ResizeObserver(() => {
    graph.resize()
    fit()
  })
  watch.observe(place)
  return {
    mark,
    fit,
    zoom: by => graph.zoom({ level: graph.zoom() * by, renderedPosition: { x: place.clientWidth / 2, y: place.clientHeight / 2 } }),
    end: () => {
      watch.disconnect()
      graph.destroy()
    },
  }
}
