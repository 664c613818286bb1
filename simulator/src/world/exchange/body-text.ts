import { isObject, type Json } from '../model.ts'
import { failedValidation } from './refusal.ts'

/** learn.microsoft.com/graph/api/resources/itembody */
export interface ItemBody {
  readonly contentType: 'text' | 'html'
  readonly content: string
}

/** `bodyPreview` is the first 255 characters of the text (learn.microsoft.com/graph/api/resources/message). */
const PREVIEW = 255

/** Reads an itemBody; none is empty HTML. */
export function readBody(value: Json | undefined): ItemBody {
  if (value === undefined || value === null) return { contentType: 'html', content: '' }
  if (!isObject(value)) throw failedValidation()
  const content = typeof value.content === 'string' ? value.content : ''
  const contentType = typeof value.contentType === 'string' ? value.contentType.toLowerCase() : 'text'
  if (contentType !== 'text' && contentType !== 'html') throw failedValidation()
  return { contentType, content }
}

/** A kept body again; what is no body is an empty one. */
export function bodyOf(value: Json | undefined): ItemBody {
  const given = isObject(value) ? value : {}
  return { contentType: given.contentType === 'text' ? 'text' : 'html', content: String(given.content ?? '') }
}

export function previewOf(body: ItemBody): string {
  return asText(body).replace(/\s+/g, ' ').trim().slice(0, PREVIEW)
}

/** The body in the form the caller prefers. Without a preference the service answers HTML. */
export function bodyAs(body: ItemBody, contentType: 'text' | 'html'): { contentType: string; content: string } {
  return { contentType, content: contentType === 'text' ? asText(body) : asHtml(body) }
}

function asHtml({ contentType, content }: ItemBody): string {
  if (contentType === 'html') return content
  const escaped = content.replace(/[&<>]/g, (letter) => ENTITIES[letter] ?? letter).replaceAll('\n', '<br>\n')
  return `<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>\r\n<body>\r\n${escaped}\r\n</body>\r\n</html>\r\n`
}

const ENTITIES: { readonly [letter: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function asText({ contentType, content }: ItemBody): string {
  if (contentType === 'text') return content
  return content
    .replace(/<(style|script|head)[\s\S]*?<\/\1>/gi, '')
    .replace(/<br\s*\/?>|<\/(p|div|li|tr)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}
