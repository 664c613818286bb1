import type { Kind } from '../../../world/model.ts'
import type { GraphContext } from '../../call.ts'
import { GraphError } from '../../errors.ts'
import type { Accepted, Route } from '../../route.ts'
import { named } from '../single.ts'

/** learn.microsoft.com/graph/api/profilephoto-get, Permissions. */
const READERS: { readonly [kind in 'user' | 'group']: Accepted } = {
  user: {
    application: ['ProfilePhoto.Read.All', 'User.Read.All', 'User.ReadWrite.All'],
    delegated: ['User.Read', 'User.ReadBasic.All', 'ProfilePhoto.Read.All', 'User.Read.All', 'User.ReadWrite.All'],
  },
  group: {
    application: ['ProfilePhoto.Read.All', 'Group.Read.All', 'Group.ReadWrite.All'],
    delegated: ['ProfilePhoto.Read.All', 'Group.Read.All', 'Group.ReadWrite.All'],
  },
}

/** Nobody in a simulated tenancy has put up a photo; the words are those of the real service. */
function noPhoto(context: GraphContext, kind: Kind): never {
  named(context, kind)
  const message = "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown."
  throw new GraphError(404, 'ImageNotFound', message)
}

/** Photos of people and groups, as Backstage and others ask for them. */
export const photoRoutes: readonly Route[] = (['user', 'group'] as const).flatMap((kind) =>
  ['photo', 'photo/$value', 'photos', 'photos/{profilePhoto-id}/$value'].map((rest) => ({
    method: 'GET' as const,
    template: `/${kind}s/{${kind}-id}/${rest}`,
    permissions: READERS[kind],
    answer: (context: GraphContext) => noPhoto(context, kind),
  })),
)
