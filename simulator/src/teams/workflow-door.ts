import type { IncomingMessage, ServerResponse } from 'node:http'
import { TEAMS } from '../graph/limits.ts'
import { readJson, sendJson } from '../http/exchange.ts'
import type { Json } from '../world/model.ts'
import { signatureOf, type Workflow, workflowState } from '../world/teams/workflow.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { World } from '../world/world.ts'

const ADDRESS =
  /^(?:\/powerautomate\/automations\/direct)?\/workflows\/([0-9a-f]{32})\/triggers\/manual\/paths\/invoke\/?$/i

interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

/**
 * Takes what is sent to the webhook address of a workflow, under its own hosts and under the simulator's name
 * (learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app: whoever has the address may call it). It is
 * accepted before it is looked at: whether a card came of it stands in the workflow's runs.
 */
export function workflowDoor(world: World) {
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    const id = ADDRESS.exec(url.pathname)?.[1]?.toLowerCase()
    if (id === undefined) return false
    const body = await bodyOf(request)
    const found = workflowOf(world, id)
    const refused =
      refusal(world, request.method ?? 'GET', url, id, found) ?? ('code' in body ? body : tooLarge(body.json))
    if (refused) {
      const { status, code, message } = refused
      sendJson(response, status, { error: { code, message } })
      return true
    }
    const tenantId = found?.tenancy.profile.tenantId ?? ''
    const run = world.perform('run-workflow', {
      tenantId,
      workflow: id,
      body: 'json' in body ? (body.json ?? null) : null,
    })
    response.writeHead(202, {
      'Content-Length': 0,
      'x-ms-workflow-run-id': runIdOf(run),
      'x-ms-trigger-name': 'manual',
    })
    response.end()
    return true
  }
}

function workflowOf(world: World, id: string): { tenancy: Tenancy; workflow: Workflow } | undefined {
  for (const tenancy of world.tenancies) {
    const workflow = tenancy.teamwork.workflows.get(id)
    if (workflow) return { tenancy, workflow }
  }
  return undefined
}

/** Why the address does not take the request; undefined when it does. */
function refusal(
  world: World,
  method: string,
  { searchParams }: URL,
  id: string,
  found: { tenancy: Tenancy; workflow: Workflow } | undefined,
): Refusal | undefined {
  const notFound = { status: 404, code: 'WorkflowNotFound', message: `The workflow '${id}' could not be found.` }
  if (!searchParams.has('api-version')) {
    const message = 'The api-version query parameter (?api-version=) is required for all requests.'
    return { status: 400, code: 'MissingApiVersionParameter', message }
  }
  const state = found && workflowState(found.tenancy, found.workflow)
  if (state === undefined || state === 'gone') return notFound
  const signature = searchParams.get('sig')
  if (!signature) {
    const message = 'The request must be authenticated only by Shared Access scheme.'
    return { status: 401, code: 'DirectApiAuthorizationRequired', message }
  }
  if (signature !== signatureOf(world.seed, id)) {
    const message = 'The authentication credentials are not valid.'
    return { status: 401, code: 'AuthorizationFailed', message }
  }
  if (method !== 'POST') {
    const message = `The HTTP method '${method}' is not accepted by the trigger 'manual'.`
    return { status: 405, code: 'TriggerRequestMethodNotValid', message }
  }
  if (state === 'off') {
    const message = `Could not execute workflow '${id}' trigger 'manual' with state 'Disabled': trigger is not enabled.`
    return { status: 400, code: 'WorkflowTriggerIsNotEnabled', message }
  }
  return undefined
}

async function bodyOf(request: IncomingMessage): Promise<{ json: Json | undefined } | Refusal> {
  try {
    return { json: await readJson(request) }
  } catch (error) {
    if (error instanceof RangeError) return TOO_LARGE
    const message = 'The request content is not valid and could not be deserialized as JSON.'
    return { status: 400, code: 'InvalidRequestContent', message }
  }
}

const TOO_LARGE: Refusal = {
  status: 413,
  code: 'RequestEntityTooLarge',
  message: `The request is larger than the ${TEAMS.messageBytes} bytes that a message may have.`,
}

function tooLarge(json: Json | undefined): Refusal | undefined {
  return Buffer.byteLength(JSON.stringify(json ?? null)) > TEAMS.messageBytes ? TOO_LARGE : undefined
}

function runIdOf(run: Json): string {
  return typeof run === 'object' && run !== null && !Array.isArray(run) ? String(run.id) : ''
}
