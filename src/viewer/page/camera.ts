import type { Box } from '../picture/layout.ts'
import { calm } from './calm.ts'

export interface Camera {
  readonly fit: () => void
  readonly zoomBy: (factor: number) => void
  readonly moveBy: (right: number, down: number) => void
  /** Brings a box into view, if it is not all there. */
  readonly show: (box: Box) => void
  /** Another picture: all of it, or where it could not be read then, what is around a box. */
  readonly setSize: (size: Size, around: Box | null) => void
}

type Size = Pick<Box, 'width' | 'height'>

const closest = 3
/** Where texts can be read. */
const readable = 0.9
const margin = 6

/** Zooms and moves a picture by its view box. `marks` is told whether less than everything is seen. */
export const createCamera = (picture: SVGSVGElement, isCloser: (closer: boolean) => void): Camera => {
  let size: Size = { width: 1, height: 1 }
  let focus: Box | null = null
  /** px of the screen for one of the picture; null shows everything. */
  let zoom: number | null = null
  let middle = { x: 0, y: 0 }
  let moving = 0

  // In a frame that is not on show there is none at all.
  const inside = (room: number) => Math.max(room - 2 * margin, 1)
  const room = () => ({ width: picture.clientWidth || 1, height: picture.clientHeight || 1 })
  const zoomToFit = () =>
    Math.min(inside(room().width) / size.width, inside(room().height) / size.height, 1.6)
  const draw = () => {
    const scale = zoom ?? zoomToFit()
    if (zoom === null) middle = { x: size.width / 2, y: size.height / 2 }
    const { width, height } = { width: room().width / scale, height: room().height / scale }
    const numbers = [middle.x - width / 2, middle.y - height / 2, width, height]
    picture.setAttribute('viewBox', numbers.map((number) => Math.round(number * 100) / 100).join(' '))
    isCloser(zoom !== null)
  }
  const within = (value: number, most: number) => Math.min(Math.max(value, 0), most)
  const moveTo = (x: number, y: number) => {
    zoom ??= zoomToFit()
    middle = { x: within(x, size.width), y: within(y, size.height) }
    draw()
  }
  const glideTo = (x: number, y: number) => {
    cancelAnimationFrame(moving)
    if (calm()) return moveTo(x, y)
    const [from, began] = [middle, performance.now()]
    const step = (now: number) => {
      const part = 1 - (1 - Math.min(Math.max(now - began, 0) / 350, 1)) ** 3
      moveTo(from.x + (x - from.x) * part, from.y + (y - from.y) * part)
      if (part < 1) moving = requestAnimationFrame(step)
    }
    moving = requestAnimationFrame(step)
  }
  const centreOf = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 })
  const zoomAt = (factor: number, x: number, y: number) => {
    const before = zoom ?? zoomToFit()
    const after = Math.min(Math.max(before * factor, zoomToFit()), closest)
    if (after <= zoomToFit() * 1.001) zoom = null
    else {
      zoom = after
      // What lies under the pointer stays there.
      middle = {
        x: within(middle.x + x / before - x / after, size.width),
        y: within(middle.y + y / before - y / after, size.height),
      }
    }
    draw()
  }

  picture.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const { left, top } = picture.getBoundingClientRect()
      const { width, height } = room()
      const factor = Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0015))
      zoomAt(factor, event.clientX - left - width / 2, event.clientY - top - height / 2)
    },
    { passive: false },
  )
  picture.addEventListener('pointerdown', (down) => {
    // A finger scrolls the page while everything is seen.
    if (down.button !== 0 || (zoom === null && down.pointerType === 'touch')) return
    let last = { x: down.clientX, y: down.clientY }
    const drag = ({ clientX, clientY }: PointerEvent) => {
      const scale = zoom ?? zoomToFit()
      moveTo(middle.x - (clientX - last.x) / scale, middle.y - (clientY - last.y) / scale)
      last = { x: clientX, y: clientY }
    }
    const end = () => {
      picture.removeEventListener('pointermove', drag)
    }
    picture.setPointerCapture(down.pointerId)
    picture.addEventListener('pointermove', drag)
    picture.addEventListener('pointerup', end, { once: true })
    picture.addEventListener('pointercancel', end, { once: true })
  })
  new ResizeObserver(draw).observe(picture)

  return {
    fit: () => {
      cancelAnimationFrame(moving)
      zoom = null
      draw()
    },
    zoomBy: (factor) => {
      if (zoom === null && focus !== null) middle = centreOf(focus)
      zoomAt(factor, 0, 0)
    },
    moveBy: (right, down) => {
      const scale = zoom ?? zoomToFit()
      moveTo(middle.x + right / scale, middle.y + down / scale)
    },
    show: (box) => {
      focus = box
      if (zoom === null) return
      const { x, y } = centreOf(box)
      const [halfWidth, halfHeight] = [room().width / zoom / 2 - 60, room().height / zoom / 2 - 60]
      const seen =
        Math.abs(x - middle.x) + box.width / 2 < halfWidth &&
        Math.abs(y - middle.y) + box.height / 2 < halfHeight
      if (!seen) glideTo(x, y)
    },
    setSize: (next, around) => {
      size = next
      focus = around
      zoom = null
      if (around !== null && zoomToFit() < readable / 2) {
        zoom = readable
        middle = centreOf(around)
      }
      draw()
    },
  }
}
