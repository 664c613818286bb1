import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { App } from '../src/app.ts'
import type { Clock } from '../src/kernel/time.ts'
import { invoke } from '../src/operation/invoke.ts'
import { allScopes, type Scope } from '../src/operation/scopes.ts'
import { statement } from '../src/platform/database/statement.ts'

/** A person signed in at a browser of their own, acting in one organisation. */
export interface Person {
  organisationId: string
  accountId: string
  /** the `Cookie` header of their browser */
  cookie: string
  /** HTTP as a page of the console sends it; a body is sent as JSON */
  ask(path: string, init?: Omit<RequestInit, 'body'> & { body?: object }): Promise<Response>
  /** through `invoke`, with no door between; throws AtriumError */
  call(operation: string, input?: object): Promise<unknown>
  /** a new API key of theirs, with all that they may do unless told less */
  apiKey(scopes?: readonly Scope[]): Promise<string>
}

interface AtDoor {
  app: App
  url: string
}

const Started = z.object({ organisationId: z.string(), accountId: z.string() })
const KeyCreated = z.object({ key: z.string() })

/** Signs in as the console does with a one-time link. */
export async function signIn({ app, url }: AtDoor, token: string): Promise<Person> {
  const response = await fetch(new URL('/v1/session/link', url), {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (!response.ok) throw new Error(`the link does not sign in: ${await response.text()}`)
  const cookies = new Map(
    response.headers.getSetCookie().map((cookie) => {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      return [name, value] as const
    }),
  )
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const { organisationId, accountId } = Started.parse(await response.json())
  const person: Person = {
    organisationId,
    accountId,
    cookie,
    ask: (path, { body, headers, ...init } = {}) =>
      fetch(new URL(path, url), {
        ...init,
        headers: {
          cookie,
          origin: url,
          ...(body && { 'content-type': 'application/json' }),
          ...Object.fromEntries(new Headers(headers)),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
    call(name, input = {}) {
      const operation = app.operations.find((one) => one.name === name)
      if (!operation) throw new Error(`there is no operation ${name}`)
      return invoke(app.runtime, operation, {
        credentials: { session: cookies.get('atrium'), address: '127.0.0.1' },
        input,
        requestId: app.runtime.newId(),
        browser: cookies.get('atrium_browser'),
      })
    },
    async apiKey(scopes = allScopes) {
      return KeyCreated.parse(await person.call('api-keys.create', { name: 'A test', scopes })).key
    },
  }
  return person
}

interface NewOwner {
  name: string
  at: Date
  tokenHash: Buffer
  expiresAt: Date
}

const addOrganisation = statement<NewOwner, unknown>(
  'insert into organisation (organisation_id, name, created_at) values (acting_organisation(), :name, :at)',
)
const addAccount = statement<NewOwner, unknown>(
  'insert into account (account_id, display_name, created_at) values (acting_account(), :name, :at)',
)
const addMembership = statement<NewOwner, unknown>(`
  insert into membership (organisation_id, account_id, role, invited_as, created_at, accepted_at)
  values (acting_organisation(), acting_account(), 'owner', :name, :at, :at)`)
const addLink = statement<NewOwner, unknown>(`
  insert into sign_in_link (account_id, organisation_id, token_hash, issued_by, created_at, expires_at)
  values (acting_account(), acting_organisation(), :tokenHash, 'installation', :at, :expiresAt)`)

/** Makes an organisation and an owner of it alone, as rows: no operation makes a person who is nowhere yet. @returns a link's token */
export async function addOwner({ database, runtime }: App, clock: Clock, name: string): Promise<string> {
  const token = runtime.newId()
  const at = clock.now()
  const owner: NewOwner = {
    name,
    at,
    tokenHash: createHash('sha256').update(token).digest(),
    expiresAt: new Date(at.getTime() + 60_000),
  }
  await database.write({ organisationId: runtime.newId(), accountId: runtime.newId() }, async (writer) => {
    for (const add of [addOrganisation, addAccount, addMembership, addLink]) await writer.run(add, owner)
  })
  return token
}
