import { subscribedSkus, usersSignInActivity } from '../../../../microsoft/index.ts'
import { licenceValues, signInValues } from '../latest-values.ts'
import { step } from '../read/step.ts'
import type { Resource } from '../read/strategy.ts'

/** The licences bought; of what is not remembered only the latest is kept. */
export const licences: Resource = {
  resource: 'licences',
  pack: 'directory-read',
  facts: [],
  strategies: {
    list: {
      steps: { list: step({ of: () => subscribedSkus, take: ({ objects }) => ({ values: licenceValues(objects) }) }) },
      stages: [{ step: 'list' }],
    },
  },
}

/** When people last signed in: 500 a page, and 120 where a tenancy refuses that. */
export const signInActivity: Resource = {
  resource: 'signInActivity',
  pack: 'sign-in-activity',
  facts: [],
  strategies: {
    list: { steps: { list: signIns(500) }, stages: [{ step: 'list' }] },
    smallPages: { steps: { list: signIns(120) }, stages: [{ step: 'list' }] },
  },
}

function signIns(pageSize: number) {
  return step({
    of: () => usersSignInActivity({ pageSize }),
    take: ({ objects }) => ({ values: signInValues(objects) }),
  })
}
