import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import { isObject, type Json } from '../model.ts'

const file = new URL('../../../contract/adaptive-cards/schema/adaptive-card-1.4.0.json', import.meta.url)

/** The highest version that Teams shows (learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference). */
const SHOWN_VERSION = 1.5

/** The version whose schema is at hand; a card of a later one is not held against it. */
const SCHEMA_VERSION = 1.4

/** Ibid.: how many actions of a row are shown. */
const SHOWN_ACTIONS = 6

/** What Teams takes at the root beyond the published schema (cards-format: full width and mentions; 1.5: right to left). */
const BEYOND_SCHEMA: ReadonlySet<string> = new Set(['msteams', 'rtl'])

/** A button of a card. */
export interface CardAction {
  readonly type: string
  readonly title: string
  readonly id: string | undefined
  readonly verb: string | undefined
  readonly url: string | undefined
  readonly data: Json | undefined
}

let compiled: ValidateFunction | undefined

/**
 * What is wrong with a card under the published schema of Adaptive Cards 1.4; empty when nothing is. The schema's
 * patterns are anchored here, which its publisher forgot, so that a misspelt colour is one.
 */
export function schemaProblems(card: Json): string[] {
  compiled ??= compile()
  const plain = isObject(card) ? Object.fromEntries(Object.entries(card).filter(([n]) => !BEYOND_SCHEMA.has(n))) : card
  if (compiled(plain)) return []
  return (compiled.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`)
}

/** Why Teams would not show a card as it is meant; empty when it would. */
export function cardProblems(card: Json): string[] {
  if (!isCard(card)) return ["Property 'type' must be 'AdaptiveCard'"]
  const problems: string[] = []
  const version = typeof card.version === 'string' ? Number(card.version) : Number.NaN
  if (Number.isNaN(version)) problems.push("Property 'version' must be specified")
  else if (version > SHOWN_VERSION) problems.push(`Version ${String(card.version)} is above ${SHOWN_VERSION}`)
  if (!(version > SCHEMA_VERSION)) problems.push(...schemaProblems(card))
  if (Array.isArray(card.actions) && card.actions.length > SHOWN_ACTIONS)
    problems.push(`Only ${SHOWN_ACTIONS} of ${card.actions.length} actions are shown`)
  for (const { type, title, url } of cardActions(card))
    if (type === 'Action.OpenUrl' && !/^(https?|msteams|mailto|tel):/i.test(url ?? ''))
      problems.push(`The button '${title}' opens no web address`)
  return problems
}

/** Whether it is a card at all: the one thing that posting asks for. */
export function isCard(card: Json | undefined): card is { [name: string]: Json } {
  return isObject(card) && card.type === 'AdaptiveCard'
}

/** Every button of a card, those of nested cards and of single elements too. */
export function cardActions(card: Json): CardAction[] {
  if (Array.isArray(card)) return card.flatMap(cardActions)
  if (!isObject(card)) return []
  const text = (name: string) => (typeof card[name] === 'string' ? card[name] : undefined)
  const type = text('type') ?? ''
  const inside = Object.entries(card).flatMap(([name, value]) => (name === 'data' ? [] : cardActions(value)))
  if (!type.startsWith('Action.')) return inside
  const own = {
    type,
    title: text('title') ?? '',
    id: text('id'),
    verb: text('verb'),
    url: text('url'),
    data: card.data,
  }
  return [own, ...inside]
}

function compile(): ValidateFunction {
  const schema: { [name: string]: Json } = JSON.parse(readFileSync(file, 'utf8'))
  // Ajv knows neither draft 6 by name nor the draft 4 spelling of the schema's id.
  delete schema.id
  delete schema.$schema
  return new Ajv({ strict: false, validateFormats: false }).compile(Object(anchored(schema)))
}

function anchored(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(anchored)
  if (!isObject(schema)) return schema
  const entries = Object.entries(schema).map(([name, value]) => [
    name,
    name === 'pattern' && typeof value === 'string' ? `^(?:${value})$` : anchored(value),
  ])
  return Object.fromEntries(entries)
}
