/** A refusal of the Bot Connector, in its own shape (learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability, status codes). */
export class ConnectorError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const notInRoster = () =>
  new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.')

export const noConversation = () => new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.')

export const badSyntax = (message: string) => new ConnectorError(400, 'BadSyntax', message)

export const badArgument = (message: string) => new ConnectorError(400, 'BadArgument', message)
