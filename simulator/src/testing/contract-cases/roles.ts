import type { ContractCase, ContractFixture } from '../contract-case.ts'

const READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451'
const ASSIGNMENTS = '/roleManagement/directory/roleAssignments'
const MEMBERS = `/directoryRoles/roleTemplateId='${READER}'/members`

function holder({ ids }: ContractFixture): string {
  return ids['user-id'] ?? ''
}

const reference = (fixture: ContractFixture) => ({
  '@odata.id': `https://graph.microsoft.com/v1.0/users/${holder(fixture)}`,
})

async function assigned(fixture: ContractFixture) {
  await free(fixture)
  const body = { principalId: holder(fixture), roleDefinitionId: READER, directoryScopeId: '/' }
  const reply = await fixture.cloud.graph(ASSIGNMENTS, { method: 'POST', body })
  return { path: `${ASSIGNMENTS}/${reply.body.id}` }
}

async function free(fixture: ContractFixture): Promise<void> {
  await fixture.cloud.graph(`${MEMBERS}/${holder(fixture)}/$ref`, { method: 'DELETE' })
}

/** Directory roles and their assignment. */
export const roleCases: readonly ContractCase[] = [
  {
    route: 'POST /directoryRoles',
    request: () => ({
      path: '/directoryRoles',
      body: { roleTemplateId: '4a5d8f65-41da-4de4-8968-e035b65339cf' },
    }),
  },
  {
    route: 'POST /directoryRoles/{directoryRole-id}/members/$ref',
    request: async (fixture) => {
      await free(fixture)
      return { path: `${MEMBERS}/$ref`, body: reference(fixture) }
    },
  },
  {
    route: 'DELETE /directoryRoles/{directoryRole-id}/members/{directoryObject-id}/$ref',
    request: async (fixture) => {
      await assigned(fixture)
      return { path: `${MEMBERS}/${holder(fixture)}/$ref` }
    },
  },
  {
    route: 'GET /directoryRoleTemplates/{directoryRoleTemplate-id}',
    request: () => ({ path: `/directoryRoleTemplates/${READER}` }),
  },
  {
    route: 'GET /roleManagement/directory/roleDefinitions/{unifiedRoleDefinition-id}',
    request: () => ({ path: `/roleManagement/directory/roleDefinitions/${READER}` }),
  },
  {
    route: 'POST /roleManagement/directory/roleAssignments',
    request: async (fixture) => {
      await free(fixture)
      const body = { principalId: holder(fixture), roleDefinitionId: READER, directoryScopeId: '/' }
      return { path: ASSIGNMENTS, body }
    },
  },
  { route: `GET ${ASSIGNMENTS}/{unifiedRoleAssignment-id}`, request: assigned },
  { route: `DELETE ${ASSIGNMENTS}/{unifiedRoleAssignment-id}`, request: assigned },
]
