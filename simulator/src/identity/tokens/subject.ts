import { createHash } from 'node:crypto'

/** The pairwise subject: the same for one person and one application, different for every other pair. */
export function pairwiseSubject(appId: string, userObjectId: string): string {
  return createHash('sha256').update(`subject\n${appId}\n${userObjectId}`).digest('base64url')
}
