import type { Check, ClientResult } from './results.ts'

/** One line about a check, as it is made. */
export function checkLine({ name, ok, milliseconds, error }: Check): string {
  const line = `  ${ok ? '✓' : '✗'} ${name} (${milliseconds} ms)`
  return error === undefined ? line : `${line}\n      ${error.replaceAll('\n', '\n      ')}`
}

/** One line about a client at its end. */
export function clientLine({ checks, milliseconds }: ClientResult): string {
  const passed = checks.filter(({ ok }) => ok).length
  return `  ${passed} of ${checks.length} checks in ${(milliseconds / 1000).toFixed(1)} s`
}

/** What a reader needs beside the failed checks: what the client itself printed. */
export function failureReport({ name, way }: ClientResult, output: string): string {
  const heading = `  ${name} (${way}) printed`
  return output === '' ? `${heading} nothing.\n` : `${heading}:\n    ${output.replaceAll('\n', '\n    ')}\n`
}
