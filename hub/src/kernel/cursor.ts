import { createHmac, timingSafeEqual } from 'node:crypto'
import { AtriumError } from './errors.ts'

const macBytes = 16

/**
 * A keyset cursor that nobody can forge: base64url of an HMAC-SHA-256 (truncated to 128 bits, RFC 2104 §5) and the JSON
 * of the position. `scope` (operation, organisation, filters) is part of what is authenticated but not carried, so that
 * a cursor of one list does not open another.
 */
export function sealCursor(key: Uint8Array, scope: string, position: unknown): string {
  const body = Buffer.from(JSON.stringify(position))
  return Buffer.concat([mac(key, scope, body), body]).toString('base64url')
}

/** @throws AtriumError `invalid_input` where the cursor was altered or belongs to another list. */
export function openCursor(key: Uint8Array, scope: string, cursor: string): unknown {
  const bytes = Buffer.from(cursor, 'base64url')
  const body = bytes.subarray(macBytes)
  if (bytes.length <= macBytes || !timingSafeEqual(bytes.subarray(0, macBytes), mac(key, scope, body)))
    throw new AtriumError('invalid_input', {
      detail: 'This cursor does not belong to this list.',
      next: 'Start again without a cursor; filters must stay the same from page to page.',
      issues: [{ pointer: '/cursor', message: 'is not a cursor of this list' }],
    })
  return JSON.parse(body.toString())
}

const mac = (key: Uint8Array, scope: string, body: Uint8Array): Buffer =>
  createHmac('sha256', key).update(scope).update('\0').update(body).digest().subarray(0, macBytes)
