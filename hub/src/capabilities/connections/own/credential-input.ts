import { AtriumError } from '../../../kernel/errors.ts'
import type { Credential } from '../../../microsoft/index.ts'

interface Entered {
  clientSecret?: string | undefined
  certificate?: string | undefined
  privateKey?: string | undefined
}

/** One credential out of what was entered. @throws AtriumError `invalid_input` */
export function enteredCredential({ clientSecret, certificate, privateKey }: Entered): Credential {
  if (clientSecret !== undefined && certificate === undefined && privateKey === undefined)
    return { kind: 'secret', secret: clientSecret }
  if (clientSecret === undefined && certificate !== undefined && privateKey !== undefined)
    return { kind: 'certificate', certificate, privateKey }
  throw new AtriumError('invalid_input', {
    detail: 'A registration proves itself with a client secret, or with a certificate and its private key.',
    next: 'Give clientSecret alone, or certificate and privateKey together.',
    issues: [{ pointer: '/clientSecret', message: 'or certificate with privateKey; not both, not neither' }],
  })
}
