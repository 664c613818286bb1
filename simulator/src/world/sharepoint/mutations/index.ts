import type { Mutation } from '../../mutations/mutation.ts'
import { grantSite } from './grant-site.ts'
import { addListItem, deleteListItem, updateListItem } from './items.ts'
import { createSharePointList, deleteSharePointList } from './lists.ts'

/** Ways to change what stands in SharePoint; its own web interface writes to the journal by these names too. */
export const SHAREPOINT_MUTATIONS: readonly Mutation[] = [
  addListItem,
  updateListItem,
  deleteListItem,
  createSharePointList,
  deleteSharePointList,
  grantSite,
]
