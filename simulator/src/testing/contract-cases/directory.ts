import type { ContractCase } from '../contract-case.ts'

/** Users, groups, applications and whatever else is a directory object. */
export const directoryCases: readonly ContractCase[] = [
  {
    route: 'POST /directoryObjects/getByIds',
    request: ({ ids }) => ({
      path: '/directoryObjects/getByIds',
      body: { ids: [ids['user-id'] ?? '', ids['group-id'] ?? ''] },
    }),
  },
  {
    route: 'PUT /users/{user-id}/manager/$ref',
    request: ({ path, cloud }) => ({
      path: path('/users/{user-id}/manager/$ref'),
      body: { '@odata.id': `${cloud.simulator.url}/v1.0/users/admin@${cloud.simulator.world.primary.profile.domain}` },
    }),
  },
  {
    route: 'DELETE /users/{user-id}/manager/$ref',
    request: ({ path }) => ({ path: path('/users/{user-id}/manager/$ref') }),
  },
]
