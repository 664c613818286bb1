import type { Input } from '../../input.ts'
import { BadInput } from '../../input.ts'
import { isObject, type Properties } from '../../model.ts'
import type { Mutation } from '../../mutations/mutation.ts'
import { createItem, deleteItem, updateItem } from '../writing.ts'
import { itemIn, listWriteIn, orBadInput } from './place.ts'

export const addListItem: Mutation = {
  name: 'add-list-item',
  summary: 'Adds an item with `fields` (internal column names) to `list` of `site`, done `by` a person or application',
  apply(context, input) {
    const write = listWriteIn(context, input)
    const fields = fieldsIn(input)
    input.done()
    return { id: orBadInput(() => createItem(write, fields)).id }
  },
}

export const updateListItem: Mutation = {
  name: 'update-list-item',
  summary: 'Sets `fields` of `item` in `list` of `site`; null clears one; `ifMatch`: only if it still has this etag',
  apply(context, input) {
    const write = listWriteIn(context, input)
    const item = itemIn(write, input)
    const fields = fieldsIn(input)
    const ifMatch = input.optionalText('ifMatch')
    input.done()
    return { id: orBadInput(() => updateItem(write, item, fields, ifMatch)).id }
  },
}

export const deleteListItem: Mutation = {
  name: 'delete-list-item',
  summary: 'Deletes `item` of `list` of `site`; `ifMatch`: only if it still has this etag',
  apply(context, input) {
    const write = listWriteIn(context, input)
    const item = itemIn(write, input)
    const ifMatch = input.optionalText('ifMatch')
    input.done()
    orBadInput(() => deleteItem(write, item, ifMatch))
    return { id: item.id }
  },
}

function fieldsIn(input: Input): Properties {
  const fields = input.raw('fields')
  if (!isObject(fields)) throw new BadInput('Say `fields`: an object of internal column names and values')
  return fields
}
