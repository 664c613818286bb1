import { isObject, type Json, type Properties } from '../model.ts'
import { itemId } from './item-id.ts'
import type { Mailbox } from './mailbox.ts'
import { checkedZone } from './time-zone.ts'

/** What can be set of the mailboxSettings; `userPurpose` and the archive are read only. */
const SETTABLE = [
  'automaticRepliesSetting',
  'dateFormat',
  'delegateMeetingMessageDeliveryOptions',
  'language',
  'timeFormat',
  'timeZone',
  'workingHours',
]

/** The settings of a mailbox: learn.microsoft.com/graph/api/resources/mailboxsettings. */
export function settingsBody(mailbox: Mailbox): Properties {
  const { owner, settings } = mailbox
  return {
    archiveFolder: itemId(`${owner.id}/folder/archive`),
    timeZone: owner.zone,
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    dateFormat: 'dd.MM.yyyy',
    timeFormat: 'HH:mm',
    userPurpose: owner.purpose,
    automaticRepliesSetting: {
      status: 'disabled',
      externalAudience: 'all',
      internalReplyMessage: '',
      externalReplyMessage: '',
      scheduledStartDateTime: { dateTime: '2026-01-01T08:00:00.0000000', timeZone: 'UTC' },
      scheduledEndDateTime: { dateTime: '2026-01-02T08:00:00.0000000', timeZone: 'UTC' },
    },
    language: {
      locale: owner.locale,
      displayName: new Intl.DisplayNames('en', { type: 'language' }).of(owner.locale) ?? '',
    },
    ...settings,
    workingHours: workingHours(mailbox),
  }
}

/** When the owner works, by default on weekdays from eight to five in their zone. */
export function workingHours({ owner, settings }: Mailbox): Json {
  const set = isObject(settings.workingHours) ? settings.workingHours : {}
  return {
    daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
    startTime: '08:00:00.0000000',
    endTime: '17:00:00.0000000',
    timeZone: { name: settings.timeZone ?? owner.zone },
    ...set,
  }
}

/** The settings after a body was written over them; a zone must be one that exists. */
export function settingsAfter({ settings }: Mailbox, body: { [name: string]: Json }): Mailbox['settings'] {
  if (typeof body.timeZone === 'string') checkedZone(body.timeZone)
  const hours = isObject(body.workingHours) ? body.workingHours : {}
  if (isObject(hours.timeZone) && typeof hours.timeZone.name === 'string') checkedZone(hours.timeZone.name)
  const given = Object.entries(body).filter(([name]) => SETTABLE.includes(name))
  return { ...settings, ...Object.fromEntries(given.map(([name, value]) => [name, merged(settings[name], value)])) }
}

const merged = (before: Json | undefined, given: Json): Json =>
  isObject(before) && isObject(given) ? { ...before, ...given } : given
