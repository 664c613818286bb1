import type { Properties } from '../model.ts'

/** One chatMessage of a channel or a chat (learn.microsoft.com/graph/api/resources/chatmessage). */
export interface Message {
  readonly id: string
  readonly kind: 'chatMessage'
  /** The message it answers, in a channel. */
  readonly replyToId: string | undefined
  readonly properties: Properties
  /** Place in the thread's order of changes; delta goes by it. */
  revision: number
}

/** The messages of one channel or chat. Ids are instants in milliseconds, as Teams has them. */
export class Thread {
  readonly #byId = new Map<string, Message>()
  readonly #roots: Message[] = []
  readonly #replies = new Map<string, Message[]>()
  #revision = 0

  /** How many changes there have been. */
  get revision(): number {
    return this.#revision
  }

  /** The id of a message of an instant: the instant itself, or the next that is free. */
  freeId(at: number): string {
    let id = Math.floor(at)
    while (this.#byId.has(String(id))) id += 1
    return String(id)
  }

  add(id: string, properties: Properties, replyToId: string | undefined): Message {
    const message: Message = { id, kind: 'chatMessage', replyToId, properties, revision: ++this.#revision }
    this.#byId.set(id, message)
    if (replyToId === undefined) insertByAge(this.#roots, message)
    else {
      const siblings = this.#replies.get(replyToId) ?? []
      insertByAge(siblings, message)
      this.#replies.set(replyToId, siblings)
    }
    return message
  }

  change(message: Message, patch: Properties): void {
    Object.assign(message.properties, patch)
    message.revision = ++this.#revision
  }

  find(id: string): Message | undefined {
    return this.#byId.get(id)
  }

  /** Messages that answer no other, oldest first. */
  roots(): readonly Message[] {
    return this.#roots
  }

  /** Oldest first. */
  repliesTo(id: string): readonly Message[] {
    return this.#replies.get(id) ?? []
  }
}

/** Back-dated messages of a migration may come in any order. */
function insertByAge(list: Message[], message: Message): void {
  let at = list.length
  while (at > 0 && Number(list[at - 1]?.id) > Number(message.id)) at -= 1
  list.splice(at, 0, message)
}
