import type { Camera } from './camera.ts'

const step = 60

/** Zoom and move by keyboard while the picture has the focus. */
export const diagramKeys = (canvas: HTMLElement, camera: Camera): void => {
  const keys: Readonly<Record<string, () => void>> = {
    '+': () => camera.zoomBy(1.4),
    '=': () => camera.zoomBy(1.4),
    '-': () => camera.zoomBy(1 / 1.4),
    '0': () => camera.fit(),
    ArrowLeft: () => camera.moveBy(-step, 0),
    ArrowRight: () => camera.moveBy(step, 0),
    ArrowUp: () => camera.moveBy(0, -step),
    ArrowDown: () => camera.moveBy(0, step),
  }
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return
    event.preventDefault()
    keys[event.key]?.()
  })
}
