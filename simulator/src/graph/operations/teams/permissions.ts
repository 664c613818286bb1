import type { Accepted } from '../../route.ts'

/** Accepted permissions of operations that Microsoft's permissions data has no row for, from the documentation page of each. */
function accepted(application: readonly string[], delegated: readonly string[] = application): Accepted {
  return { application, delegated }
}

const GROUPS = ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']
const GROUP_WRITES = ['Group.ReadWrite.All', 'Directory.ReadWrite.All']

/** learn.microsoft.com/graph/api/user-list-joinedteams, team-get-primarychannel, group-get-team */
export const READ_TEAMS = accepted([
  'Team.ReadBasic.All',
  'TeamSettings.Read.All',
  'TeamSettings.ReadWrite.All',
  ...GROUPS,
])
/** team-update, team-archive, team-unarchive */
export const CHANGE_TEAM = accepted(['TeamSettings.ReadWrite.All', ...GROUP_WRITES])
/** team-post */
export const CREATE_TEAM = accepted(
  ['Team.Create', 'Teamwork.Migrate.All', ...GROUP_WRITES],
  ['Team.Create', ...GROUP_WRITES],
)
/** team-put-teams */
export const MAKE_GROUP_A_TEAM = accepted(['Team.Create', ...GROUP_WRITES])
/** teamsasyncoperation-get: whatever started it, or reading teams */
export const READ_OPERATION = accepted(
  [...CREATE_TEAM.application, ...READ_TEAMS.application],
  [...CREATE_TEAM.delegated, ...READ_TEAMS.delegated],
)
/** team-completemigration, channel-completemigration */
export const MIGRATE = accepted(['Teamwork.Migrate.All'], [])
/** team-list-members, team-get-members */
export const READ_MEMBERS = accepted(['TeamMember.Read.All', 'TeamMember.ReadWrite.All'])
/** team-post-members, team-update-members, team-delete-members */
export const CHANGE_MEMBERS = accepted([
  'TeamMember.ReadWriteNonOwnerRole.All',
  'TeamMember.ReadWrite.All',
  'Group.ReadWrite.All',
])
/** channel-list-allchannels, team-get-primarychannel */
export const READ_CHANNELS = accepted([
  'Channel.ReadBasic.All',
  'ChannelSettings.Read.All',
  'ChannelSettings.ReadWrite.All',
  ...GROUPS,
])
/** channel-post */
export const CREATE_CHANNEL = accepted(
  ['Channel.Create', 'Teamwork.Migrate.All', ...GROUP_WRITES],
  ['Channel.Create', ...GROUP_WRITES],
)
/** channel-patch */
export const CHANGE_CHANNEL = accepted(['ChannelSettings.ReadWrite.All', ...GROUP_WRITES])
/** channel-delete */
export const DELETE_CHANNEL = accepted(['Channel.Delete.All', ...GROUP_WRITES])
/** channel-list-members */
export const READ_CHANNEL_MEMBERS = accepted(['ChannelMember.Read.All', 'ChannelMember.ReadWrite.All'])
/** channel-post-members, channel-delete-members */
export const CHANGE_CHANNEL_MEMBERS = accepted(['ChannelMember.ReadWrite.All'])
/** chatmessage-get, chatmessage-list-replies, chatmessage-delta */
export const READ_CHANNEL_MESSAGES = accepted(['ChannelMessage.Read.All', 'Group.Read.All', 'Group.ReadWrite.All'])
/** chatmessage-update, chatmessage-softdelete: a person's own */
export const CHANGE_CHANNEL_MESSAGE = accepted([], ['ChannelMessage.ReadWrite', 'Group.ReadWrite.All'])
/** chatmessage-setreaction, chatmessage-unsetreaction */
export const REACT_IN_CHANNEL = accepted([], ['ChannelMessage.Send', 'Group.ReadWrite.All'])
/** chat-list, chat-get */
export const READ_CHATS = accepted(
  ['Chat.ReadBasic.All', 'Chat.Read.All', 'Chat.ReadWrite.All'],
  ['Chat.ReadBasic', 'Chat.Read', 'Chat.ReadWrite'],
)
/** chat-patch */
export const CHANGE_CHAT = accepted(['Chat.ReadWrite.All'], ['Chat.ReadWrite'])
/** chat-list-members, chat-get-members */
export const READ_CHAT_MEMBERS = accepted(
  ['ChatMember.Read.All', 'ChatMember.ReadWrite.All', ...READ_CHATS.application],
  ['ChatMember.Read', 'ChatMember.ReadWrite', ...READ_CHATS.delegated],
)
/** chat-post-members, chat-delete-members */
export const CHANGE_CHAT_MEMBERS = accepted(
  ['ChatMember.ReadWrite.All', 'Chat.ReadWrite.All'],
  ['ChatMember.ReadWrite', 'Chat.ReadWrite'],
)
/** chatmessage-get in a chat */
export const READ_CHAT_MESSAGES = accepted(['Chat.Read.All', 'Chat.ReadWrite.All'], ['Chat.Read', 'Chat.ReadWrite'])
/** chatmessage-update, chatmessage-softdelete in a chat */
export const CHANGE_CHAT_MESSAGE = accepted([], ['Chat.ReadWrite'])
/** chatmessage-setreaction in a chat */
export const REACT_IN_CHAT = accepted([], ['ChatMessage.Send', 'Chat.ReadWrite'])
/** team-list-installedapps */
export const READ_TEAM_APPS = accepted(
  ['TeamsAppInstallation.ReadForTeam.All', 'TeamsAppInstallation.ReadWriteForTeam.All'],
  ['TeamsAppInstallation.ReadForTeam', 'TeamsAppInstallation.ReadWriteForTeam'],
)
/** team-post-installedapps, team-delete-installedapps */
export const CHANGE_TEAM_APPS = accepted(
  ['TeamsAppInstallation.ReadWriteForTeam.All'],
  ['TeamsAppInstallation.ReadWriteForTeam'],
)
/** userteamwork-list-installedapps */
export const READ_PERSONAL_APPS = accepted(
  ['TeamsAppInstallation.ReadForUser.All', 'TeamsAppInstallation.ReadWriteForUser.All'],
  ['TeamsAppInstallation.ReadForUser', 'TeamsAppInstallation.ReadWriteForUser'],
)
/** userteamwork-post-installedapps, userteamwork-delete-installedapps */
export const CHANGE_PERSONAL_APPS = accepted(
  ['TeamsAppInstallation.ReadWriteForUser.All'],
  ['TeamsAppInstallation.ReadWriteForUser'],
)
/** userteamwork-, team- and chat-sendactivitynotification */
export const SEND_ACTIVITY = accepted(['TeamsActivity.Send'])
