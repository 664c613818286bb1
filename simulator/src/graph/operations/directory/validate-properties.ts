import { type GraphAnswer, type GraphContext, noContent } from '../../call.ts'
import { badRequest, GraphError } from '../../errors.ts'
import type { Route } from '../../route.ts'
import { bodyOf } from './body.ts'
import { nicknameIsTaken } from './create-group.ts'
import { isNickname } from './group-properties.ts'

/** Says whether a Microsoft 365 group could be called so: learn.microsoft.com/graph/api/directoryobject-validateproperties. */
function validate(context: GraphContext): GraphAnswer {
  const { entityType, displayName, mailNickname } = bodyOf(context)
  if (entityType !== 'Group') throw badRequest("The property 'entityType' must be Group.")
  if (displayName === undefined && mailNickname === undefined)
    throw badRequest("One of 'displayName' and 'mailNickname' is required.")
  if (typeof mailNickname !== 'string') return noContent()
  if (!isNickname(mailNickname))
    throw refused("Property 'mailNickname' has invalid value. Mail nickname contains invalid characters.")
  if (nicknameIsTaken(context, mailNickname))
    throw refused("Another object with the same value for property 'mailNickname' already exists.")
  return noContent()
}

const refused = (message: string) => new GraphError(422, 'UnprocessableEntity', message)

const PERMISSIONS = ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']

export const validatePropertiesRoutes: readonly Route[] = [
  {
    method: 'POST',
    template: '/directoryObjects/validateProperties',
    permissions: { application: PERMISSIONS, delegated: PERMISSIONS },
    answer: validate,
  },
]
