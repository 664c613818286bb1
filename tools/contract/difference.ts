const shown = 20

/**
 * The first lines in which two texts differ, as a person reads them in a diff. The lines before the first and after the
 * last difference are left out; nothing cleverer is needed to see which operation changed.
 */
export function difference(committed: string, wanted: string): string {
  const before = committed.split('\n')
  const after = wanted.split('\n')
  let start = 0
  while (start < before.length && before[start] === after[start]) start += 1
  let tail = 0
  while (tail < Math.min(before.length, after.length) - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  return [
    `  from line ${start + 1}:`,
    ...marked('-', before.slice(start, before.length - tail)),
    ...marked('+', after.slice(start, after.length - tail)),
  ].join('\n')
}

function marked(sign: string, lines: readonly string[]): string[] {
  const more = lines.length - shown
  return [
    ...lines.slice(0, shown).map((line) => `  ${sign} ${line}`),
    ...(more > 0 ? [`  ${sign} … and ${more} more lines`] : []),
  ]
}
