import type { Verification } from './verify.ts'

/** What a person is told after `audit verify`, a line each; the first says whether the log holds. */
export function verificationSentences(result: Verification): string[] {
  const { ok, problems, from, count, organisation, signedAt, unsealed, fingerprint, compared } = result
  if (!ok)
    return [
      'This export does NOT verify.',
      ...problems.map(({ line, message }) => (line > 0 ? `line ${line}: ${message}` : message)),
      'Do not rely on it. Export again; if that does not verify either, the log itself was tampered with.',
    ]
  return [
    `This export verifies: entries ${from} to ${count} of organisation ${organisation} are as they were sealed.`,
    `Signed ${signedAt} by the key ${fingerprint}.`,
    ...(unsealed ? [`${unsealed} newer entries were not sealed yet and are not part of it.`] : []),
    compared > 0
      ? `It continues ${compared} remembered checkpoint${compared === 1 ? '' : 's'}.`
      : 'No checkpoint was compared: whether the whole log was rewritten shows only against one kept elsewhere (--checkpoint).',
  ]
}
