import { locateFolder } from '../../../world/exchange/mail.ts'
import { folderBodies, folderBody } from '../../../world/exchange/message-view.ts'
import { parameter } from '../../call.ts'
import type { Route } from '../../route.ts'
import { READ_MAIL } from './mail-permissions.ts'
import { mailboxRead } from './mailbox-route.ts'
import { messageList } from './message-list.ts'
import { outlookList, outlookSingle } from './outlook-list.ts'

/** Folders by id or well-known name: learn.microsoft.com/graph/api/resources/mailfolder. */
export const mailFolderRoutes: readonly Route[] = [
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/mailFolders',
    permissions: READ_MAIL,
    answer(context, mailbox) {
      const rows = folderBodies(mailbox).map((body) => ({ indexed: body, shown: body }))
      const contextName = `users('${mailbox.owner.id}')/mailFolders`
      return outlookList(context, { rows, contextName, filterable: ['displayName', 'id'] })
    },
  }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/mailFolders/{mailFolder-id}',
    permissions: READ_MAIL,
    answer(context, mailbox) {
      const shown = folderBody(mailbox, locateFolder(mailbox, parameter(context, 1)))
      return outlookSingle(context, shown, { contextName: `users('${mailbox.owner.id}')/mailFolders` })
    },
  }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/mailFolders/{mailFolder-id}/messages',
    permissions: READ_MAIL,
    answer: (context, mailbox) => messageList(context, mailbox, locateFolder(mailbox, parameter(context, 1))),
  }),
]
