import type { Mailbox } from '../../../world/exchange/mailbox.ts'
import { settingsAfter, settingsBody } from '../../../world/exchange/mailbox-settings.ts'
import { isObject } from '../../../world/model.ts'
import type { GraphAnswer, GraphContext } from '../../call.ts'
import { contextUrl } from '../../listing.ts'
import type { Accepted, Route } from '../../route.ts'
import { mailboxRead, mailboxWrite } from './mailbox-route.ts'

const SETTINGS = '#/$defs/microsoft.graph.mailboxSettings'

const WRITE = ['MailboxSettings.ReadWrite']
const READ = ['MailboxSettings.Read', ...WRITE]
const reads: Accepted = { application: READ, delegated: READ }
const writes: Accepted = { application: WRITE, delegated: WRITE }

function shown(context: GraphContext, mailbox: Mailbox): GraphAnswer {
  const contextName = contextUrl(context, `users('${mailbox.owner.id}')/mailboxSettings`)
  return { status: 200, headers: {}, body: { '@odata.context': contextName, ...settingsBody(mailbox) } }
}

/** Time zone, working hours and the like: learn.microsoft.com/graph/api/user-get-mailboxsettings, -update-. */
export const mailboxSettingsRoutes: readonly Route[] = [
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/mailboxSettings',
    permissions: reads,
    response: SETTINGS,
    answer: shown,
  }),
  mailboxWrite({
    method: 'PATCH',
    template: '/users/{user-id}/mailboxSettings',
    permissions: writes,
    request: SETTINGS,
    response: SETTINGS,
    write(context, mailbox) {
      const settings = settingsAfter(mailbox, isObject(context.call.body) ? context.call.body : {})
      const open = context.tenancy.exchange.open(mailbox.owner)
      open.settings = settings
      return shown(context, open)
    },
  }),
]
