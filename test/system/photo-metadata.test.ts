// What independent programs find in a photo before and after. Wants exiftool and ImageMagick's convert, identify
// and compare.
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import * as E from '#fp-ts/Either'
import { withoutMetadata } from '../../machines/index.ts'

const photos = suite('photos, as other programs see them')

const folder = mkdtempSync(join(tmpdir(), 'photo-metadata-'))
photos.after(() => rmSync(folder, { recursive: true, force: true }))

const run = (command: string, ...args: readonly string[]) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** All that exiftool finds, by group and name, without what it says of the file as such. */
const tagsIn = (file: string): ReadonlyMap<string, unknown> => {
  const [tags = {}]: readonly Record<string, unknown>[] = JSON.parse(
    run('exiftool', '-json', '-G1', '-a', '-U', '-ee', file),
  )
  return new Map(
    Object.entries(tags).filter(([name]) => !/^(?:SourceFile|(?:ExifTool|System|Composite):.*)$/.test(name)),
  )
}

/** What a picture of this kind cannot be without, and what JFIF says of its pixels' shape. */
const structure =
  /^(?:File:(?:FileType|FileTypeExtension|MIMEType|ExifByteOrder|ImageWidth|ImageHeight|EncodingProcess|BitsPerSample|ColorComponents|YCbCrSubSampling)|JFIF:(?:JFIFVersion|ResolutionUnit|[XY]Resolution)|Adobe:(?:DCTEncodeVersion|APP14Flags[01]|ColorTransform)|PNG:(?:ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency|Gamma|SignificantBits|WhitePoint[XY]|(?:Red|Green|Blue)[XY])|PNG-cHRM:.*|IFD0:Orientation)$/

const text = 'PLANTED 48.2082N 16.3738E'
const planting = [
  '-n',
  '-Orientation=6',
  `-Exif:ImageDescription=${text}`,
  `-Exif:UserComment=${text}`,
  '-Exif:Make=Maker',
  '-Exif:DateTimeOriginal=2025:01:02 03:04:05',
  '-GPSLatitude=48.2082',
  '-GPSLatitudeRef=N',
  '-GPSLongitude=16.3738',
  '-GPSLongitudeRef=E',
  `-XMP-dc:Description=${text}`,
  `-IPTC:Caption-Abstract=${text}`,
  `-Comment=${text}`,
]

type Kind = { readonly format: 'jpg' | 'png'; readonly options: readonly string[] }
const kinds: Readonly<Record<string, Kind>> = {
  'a JPEG': { format: 'jpg', options: ['-quality', '92'] },
  'a progressive JPEG': { format: 'jpg', options: ['-interlace', 'JPEG'] },
  'a grey JPEG': { format: 'jpg', options: ['-colorspace', 'Gray'] },
  'a JPEG in CMYK': { format: 'jpg', options: ['-colorspace', 'CMYK'] },
  'a PNG': { format: 'png', options: [] },
  'an interlaced PNG with transparency': {
    format: 'png',
    options: ['-interlace', 'PNG', '-alpha', 'set', '-channel', 'A', '-evaluate', 'set', '40%'],
  },
  'a PNG with a palette': { format: 'png', options: ['-colors', '20', '-type', 'Palette'] },
}

const made = (name: string, { format, options }: Kind) => {
  const before = join(folder, `${name}.${format}`)
  const thumbnail = join(folder, 'thumbnail.jpg')
  run('convert', '-size', '160x120', '-seed', '1', 'plasma:', ...options, before)
  run('convert', '-size', '40x30', 'plasma:', thumbnail)
  run('exiftool', '-q', '-overwrite_original', ...planting, before)
  if (format === 'jpg') run('exiftool', '-q', '-overwrite_original', `-ThumbnailImage<=${thumbnail}`, before)
  appendFileSync(before, text)
  return before
}

for (const [name, kind] of Object.entries(kinds)) {
  photos(`${name} keeps its pixels and its orientation, and nothing else is found in it`, () => {
    const before = made(name, kind)
    const planted = tagsIn(before)
    const groups = ['IFD0', 'ExifIFD', 'GPS', 'XMP-dc', 'IPTC', ...(kind.format === 'jpg' ? ['IFD1'] : [])]
    const found = new Set(Array.from(planted.keys(), (tag) => tag.split(':')[0]))
    assert.equal(
      groups.filter((group) => !found.has(group)),
      [],
      'exiftool planted all groups',
    )

    const clean = withoutMetadata(readFileSync(before))
    if (E.isLeft(clean)) throw new Error(`The photo was refused: ${clean.left}`)
    const after = join(folder, `${name}, clean.${kind.format}`)
    writeFileSync(after, clean.right)

    const left = tagsIn(after)
    assert.equal(
      Array.from(left.keys()).filter((tag) => !structure.test(tag)),
      [],
    )
    assert.is(left.get('IFD0:Orientation'), 'Rotate 90 CW')
    assert.not.ok(Buffer.from(clean.right).includes(text))
    assert.not.ok(run('exiftool', '-v3', after).includes('PLANTED'))
    // Exif wants more in IFD0 of a JPEG than viewers do; nothing else may be amiss.
    const warnings = run('exiftool', '-s3', '-validate', '-warning', '-a', after).split('\n')
    const amiss = /^(?!\d+ Warnings|Missing required JPEG IFD0 tag|OK$|$)/
    assert.equal(
      warnings.filter((line) => amiss.test(line)),
      [],
    )

    assert.is(run('identify', '-regard-warnings', '-format', '%wx%h', after), '160x120')
    run('convert', '-regard-warnings', after, 'null:')
    const { status, stderr } = spawnSync('compare', ['-metric', 'AE', before, after, 'null:'], {
      encoding: 'utf8',
    })
    assert.is(stderr.trim(), '0')
    assert.is(status, 0)
  })
}

photos.run()
