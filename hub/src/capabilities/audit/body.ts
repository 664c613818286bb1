import type { Principal } from '../../operation/context.ts'
import type { AuditFacts } from '../../operation/define.ts'
import type { AuditEntry } from '../../operation/ports.ts'
import { AuditBody } from './model.ts'

const longest = 4_000

/**
 * What is stored of an entry. Whatever was asked for can be audited, so text that PostgreSQL's jsonb or RFC 8785 cannot
 * carry (NUL, lone surrogates) is replaced by U+FFFD, and over-long text is cut.
 *
 * @throws where a fact is a number that JSON does not have
 */
export function bodyOf(entry: AuditEntry): AuditBody {
  const { operation, kind, principal, subject, outcome, reason, facts, requestId, address } = entry
  return AuditBody.parse({
    operation,
    kind,
    actor: actorOf(principal),
    subject: subject ? { type: storable(subject.type), id: storable(subject.id) } : null,
    outcome,
    reason: reason === undefined ? null : storable(reason),
    facts: Object.entries(facts).map(([name, value]) => ({
      name: storable(name),
      value: storable(textOf(name, value)),
    })),
    requestId: storable(requestId),
    address: storable(address),
  })
}

function actorOf(principal: Principal): AuditBody['actor'] {
  if (principal.kind === 'public') return { kind: 'public', id: null, sessionId: null }
  if (principal.kind === 'session') return { kind: 'session', id: principal.accountId, sessionId: principal.id }
  return { kind: principal.kind, id: storable(principal.id), sessionId: null }
}

function textOf(name: string, value: AuditFacts[string]): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`the audit fact ${name} is ${value}`)
  return JSON.stringify(value)
}

function storable(text: string): string {
  const clean = text.toWellFormed().replaceAll('\0', '\uFFFD')
  return clean.length > longest ? `${clean.slice(0, longest).toWellFormed()}…` : clean
}
