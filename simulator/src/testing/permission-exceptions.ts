const MESSAGE_REPLIES = '/teams/{team-id}/channels/{channel-id}/messages/{chatMessage-id}/replies'

/** Permissions that the contract's data accepts for an operation and that do not let a call in by themselves, and why. */
export const PERMISSION_EXCEPTIONS: readonly {
  readonly template: string
  readonly permission: string
  readonly reason: string
}[] = [
  ...['/teams/{team-id}/channels/{channel-id}/messages', MESSAGE_REPLIES, '/chats/{chat-id}/messages'].map(
    (template) => ({
      template,
      permission: 'Teamwork.Migrate.All',
      reason:
        'Imports only: outside migration mode an application by itself posts nothing (learn.microsoft.com/graph/api/chatmessage-post)',
    }),
  ),
]
