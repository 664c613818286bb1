import type { Tenancy } from '../tenancy.ts'
import { AppAccess } from './app-access.ts'
import { generatedItems } from './generated-calendar.ts'
import { Mailbox } from './mailbox.ts'
import { hasMailbox, type MailboxOwner, ownerOfRoom, ownerOfUser, roomBy, userByReference } from './owner.ts'

/** Something that left the organisation by mail. */
export interface Outgoing {
  readonly at: number
  readonly kind: 'message' | 'meetingRequest' | 'meetingUpdate' | 'meetingCancellation' | 'meetingResponse'
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly bodyPreview: string
  readonly internetMessageId: string
}

/**
 * Exchange Online of one organisation. What a mailbox has by itself follows from the seed and is made whenever it is
 * read; only a mailbox in which something was written is kept.
 */
export class Exchange {
  /** Which applications reach which mailboxes. */
  readonly access: AppAccess
  /** Mail to addresses outside the organisation, oldest first. */
  readonly outbox: Outgoing[] = []
  readonly #tenancy: Tenancy
  readonly #written = new Map<string, Mailbox>()
  /** The day around which single meetings are generated; epoch milliseconds. */
  #today = 0

  constructor(tenancy: Tenancy) {
    this.#tenancy = tenancy
    this.access = new AppAccess(tenancy)
  }

  /** Says when the simulation begins. */
  beginOn(today: number): void {
    this.#today = today
  }

  get tenancy(): Tenancy {
    return this.#tenancy
  }

  /** Who is named by an id or address: the owner of a mailbox, somebody without one, or nobody. */
  find(reference: string): MailboxOwner | 'noMailbox' | undefined {
    const room = roomBy(this.#tenancy, reference)
    if (room) return ownerOfRoom(room)
    const user = userByReference(this.#tenancy, reference)
    if (!user) return undefined
    return hasMailbox(user) ? ownerOfUser(user) : 'noMailbox'
  }

  /** A mailbox to read in. */
  mailbox(owner: MailboxOwner): Mailbox {
    return this.#written.get(owner.id) ?? new Mailbox(owner, generatedItems(this.#tenancy, owner, this.#today))
  }

  /** A mailbox to write in: from now on it is kept. */
  open(owner: MailboxOwner): Mailbox {
    const mailbox = this.mailbox(owner)
    this.#written.set(owner.id, mailbox)
    return mailbox
  }
}
