import { photoLimits, type PhotoProblem } from '../../machines/index.ts'

/** The longest side of what is uploaded, pixels: plenty for a face, and quick on a slow line. */
const longestSide = 1280

/** A photo that is ready to be looked at and sent: the canvas is shown, the bytes are uploaded. */
export interface ScaledPhoto {
  readonly canvas: HTMLCanvasElement
  readonly bytes: Uint8Array<ArrayBuffer>
}

type Source = CanvasImageSource & { readonly width: number; readonly height: number }

const jpegOf = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', 0.9)
  })

/** Draws a picture no larger than needed, and makes a JPEG of it. The file's own metadata is not drawn. */
export const scaledPhoto = async (
  picture: Source | HTMLVideoElement,
): Promise<ScaledPhoto | PhotoProblem> => {
  const isVideo = picture instanceof HTMLVideoElement
  const [width, height] = isVideo
    ? [picture.videoWidth, picture.videoHeight]
    : [picture.width, picture.height]
  const scale = Math.min(1, longestSide / Math.max(width, height, 1))
  // The upload would refuse it as well, but could not say why.
  if (Math.min(width, height) * scale < photoLimits.minSide) return 'tooSmall'
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const jpeg = await jpegOf(canvas)
  if (jpeg === null) return 'notAPhoto'
  return { canvas, bytes: new Uint8Array(await jpeg.arrayBuffer()) }
}

/** A file that a person chose. Browsers turn it as its orientation says before it is drawn. */
export const photoFromFile = async (file: Blob): Promise<ScaledPhoto | PhotoProblem> => {
  try {
    const bitmap = await createImageBitmap(file)
    const photo = await scaledPhoto(bitmap)
    bitmap.close()
    return photo
  } catch {
    return 'notAPhoto'
  }
}
