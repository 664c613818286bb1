import { BadInput, type Input } from '../../input.ts'
import type { MutationContext } from '../../mutations/mutation.ts'
import type { Tenancy } from '../../tenancy.ts'
import { applicationIdentity, personIdentity, type SharePointIdentity, SYSTEM } from '../identity.ts'
import type { ListItem } from '../items.ts'
import { Refusal } from '../refusal.ts'
import type { Site } from '../site.ts'
import type { ListWrite } from '../writing.ts'

/** The site named in `site`: by its address, its path below the host, or Graph's id. */
export function siteIn({ sharePoint, profile }: Tenancy, input: Input): Site {
  const reference = input.text('site')
  const [, collection, web] = reference.split(',')
  const path = URL.canParse(reference) ? new URL(reference).pathname : reference === 'root' ? '' : reference
  const site = collection === undefined ? sharePoint.byPath(path) : sharePoint.byIds(collection, web)
  if (!site)
    throw new BadInput(
      `There is no site ${reference} in ${profile.displayName}: say \`root\`, \`sites/facilities\` or an id`,
    )
  return site
}

/** A change of the list named in `site` and `list`, done by the person or application named in `by`. */
export function listWriteIn(context: MutationContext, input: Input): ListWrite {
  const site = siteIn(context.tenancy, input)
  const reference = input.text('list')
  const list = site.list(reference)
  if (!list)
    throw new BadInput(
      `${site.webUrl} has no list ${reference}; it has ${[...site.lists.values()].map(({ displayName }) => displayName).join(', ')}`,
    )
  return { ...context, site, list, by: byIn(context.tenancy, input) }
}

/** Who is named in `by`: a person by object id or userPrincipalName, an application by its id; else SharePoint itself. */
export function byIn(tenancy: Tenancy, input: Input): SharePointIdentity {
  const reference = input.optionalText('by')
  if (reference === undefined) return SYSTEM
  const user = tenancy.findOf('user', reference.toLowerCase()) ?? tenancy.findByKey('user', reference)
  if (user) return personIdentity(user)
  if (tenancy.findByKey('servicePrincipal', reference)) return applicationIdentity(tenancy, reference)
  throw new BadInput(`There is no user or application ${reference} in ${tenancy.profile.displayName}`)
}

export function itemIn({ list }: ListWrite, input: Input): ListItem {
  const id = input.count('item', 1, Number.MAX_SAFE_INTEGER, 1)
  const item = list.items.find(id)
  if (!item) throw new BadInput(`${list.displayName} has no item ${id}`)
  return item
}

/** Does what SharePoint may refuse; its sentence is the control door's. */
export function orBadInput<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) throw new RefusedInput(error)
    throw error
  }
}

/** A refusal of SharePoint's on its way through the journal. */
export class RefusedInput extends BadInput {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}
