import { createHmac } from 'node:crypto'
import type { Json } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'

/** One run of a workflow, as its owner sees it in the run history. */
export interface WorkflowRun {
  readonly id: string
  readonly status: 'Succeeded' | 'Failed'
  readonly at: number
  readonly messageIds: readonly string[]
  /** Titles of buttons that are shown and do nothing: only those that open an address work. */
  readonly deadButtons: readonly string[]
  /** Why Teams would not show the card as it is meant. */
  readonly problems: readonly string[]
  readonly error: { readonly code: string; readonly message: string } | undefined
}

/**
 * "Post to a channel when a webhook request is received"
 * (support.microsoft.com: Create incoming webhooks with Workflows for Microsoft Teams). It belongs to a person, not to the team.
 */
export interface Workflow {
  readonly id: string
  readonly ownerId: string
  readonly teamId: string
  readonly channelId: string
  readonly createdAt: number
  readonly runs: WorkflowRun[]
}

/** What its owner's fate makes of a workflow: it stops with the account, and goes with it. */
export function workflowState(tenancy: Tenancy, workflow: Workflow): 'on' | 'off' | 'gone' {
  const owner = tenancy.findOf('user', workflow.ownerId)
  if (!owner) return 'gone'
  return owner.properties.accountEnabled === true ? 'on' : 'off'
}

/** The shared access signature of a workflow's address: the whole authority to post. */
export function signatureOf(seed: string, workflowId: string): string {
  return createHmac('sha256', `workflows/${seed}`).update(workflowId).digest('base64url')
}

/** The addresses of a workflow: today's, the older one, and the path at which the simulator answers under its own name. */
export function workflowAddresses(seed: string, { profile }: Tenancy, { id }: Workflow): { [name: string]: Json } {
  const trigger = `workflows/${id}/triggers/manual/paths/invoke`
  const proof = `sp=${encodeURIComponent('/triggers/manual/run')}&sv=1.0&sig=${signatureOf(seed, id)}`
  const environment = profile.tenantId.replaceAll('-', '')
  const host = `default${environment.slice(0, -2)}.${environment.slice(-2)}.environment.api.powerplatform.com:443`
  return {
    url: `https://${host}/powerautomate/automations/direct/${trigger}?api-version=1&${proof}`,
    olderUrl: `https://prod-07.westeurope.logic.azure.com:443/${trigger}?api-version=2016-06-01&${proof}`,
    path: `/${trigger}?api-version=2016-06-01&${proof}`,
  }
}
