import type { Kind } from '../../../world/model.ts'
import { type GraphAnswer, noContent, parameter, type WriteContext } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import type { Route } from '../../route.ts'
import { referencedBy } from '../references.ts'
import { targetsOf } from '../related.ts'
import { named } from '../single.ts'
import { APPLICATION_WRITERS, needApplicationWrite } from './application-rights.ts'
import { linkedObject } from './group-links.ts'

type Owned = 'application' | 'servicePrincipal'
const OWNERS: readonly Kind[] = ['user', 'servicePrincipal']

function add(context: WriteContext, kind: Owned): GraphAnswer {
  const object = named(context, kind)
  needApplicationWrite(context, object)
  const owner = referencedBy(context, OWNERS)
  if (!context.tenancy.link('owners', object, owner))
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'owners'.",
    )
  return noContent()
}

function remove(context: WriteContext, kind: Owned): GraphAnswer {
  const object = named(context, kind)
  needApplicationWrite(context, object)
  context.tenancy.unlink('owners', object, linkedObject(context, object, 'owners', parameter(context, 1)))
  return noContent()
}

/** Who answers for an application: learn.microsoft.com/graph/api/application-post-owners, serviceprincipal-post-owners. */
export const applicationOwnerRoutes: readonly Route[] = (['application', 'servicePrincipal'] as const).flatMap(
  (kind): Route[] => {
    const template = `/${kind}s/{${kind}-id}/owners`
    return [
      { method: 'GET', template, answer: (context) => targetsOf(context, 'owners', named(context, kind)) },
      {
        method: 'POST',
        template: `${template}/$ref`,
        permissions: APPLICATION_WRITERS,
        request: '#/$defs/group_CreateOwnerGraphBPreRef!request',
        write: (context) => add(context, kind),
      },
      {
        method: 'DELETE',
        template: `${template}/{directoryObject-id}/$ref`,
        permissions: APPLICATION_WRITERS,
        write: (context) => remove(context, kind),
      },
    ]
  },
)
