import type { Mutation } from '../../mutations/mutation.ts'
import { installTeamsApp, publishTeamsApp } from './apps.ts'
import { botMutations } from './bots.ts'
import { postMessage, teamsProvisioningLag } from './messages.ts'
import { createWorkflow, runWorkflow } from './workflows.ts'

/** What can be done to Teams beside what Graph does. */
export const teamsMutations: readonly Mutation[] = [
  createWorkflow,
  runWorkflow,
  publishTeamsApp,
  installTeamsApp,
  postMessage,
  teamsProvisioningLag,
  ...botMutations,
]
