import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { Door } from '../http/doors.ts'

const TYPES: { readonly [ending: string]: string } = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  // Browsers run it as it is once its types are gone.
  ts: 'text/javascript; charset=utf-8',
}

const FILES = ['index.html', 'page.css', 'page.ts', 'element.ts', 'sections.ts'] as const

const PLACE = /^\/_control\/page\/([a-z.]+)$/

/** Serves the page that shows the tenancy and its journal: at `/`, its parts below `/_control/page/`. */
export const pageDoor: Door = async (request, response, url) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const name = url.pathname === '/' ? 'index.html' : PLACE.exec(url.pathname)?.[1]
  const file = FILES.find((one) => one === name)
  if (!file) return false
  send(response, file)
  return true
}

function send(response: ServerResponse, file: (typeof FILES)[number]): void {
  const source = readFileSync(new URL(`../page/${file}`, import.meta.url), 'utf8')
  const body = Buffer.from(file.endsWith('.ts') ? withoutTypes(source) : source)
  response.writeHead(200, {
    'Content-Type': TYPES[file.split('.').at(-1) ?? ''] ?? 'text/plain',
    'Content-Length': body.length,
    'Cache-Control': 'no-cache',
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  })
  response.end(body)
}

/** Node warns at the first use that the function may change. That is for us to know, not for who runs the simulator. */
function withoutTypes(source: string): string {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = emitWarning
  }
}
