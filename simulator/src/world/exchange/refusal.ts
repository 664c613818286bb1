/** What Exchange refuses, with the status and code of its own; Graph's door makes the answer of it. */
export class ExchangeRefusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** learn.microsoft.com/graph/errors; the words are those of field reports. */
export const itemNotFound = () =>
  new ExchangeRefusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')

export const idMalformed = () => new ExchangeRefusal(400, 'ErrorInvalidIdMalformed', 'Id is malformed.')

export const failedValidation = (message = 'At least one property failed validation.') =>
  new ExchangeRefusal(400, 'ErrorPropertyValidationFailure', message)

export const invalidRequest = (message: string) => new ExchangeRefusal(400, 'ErrorInvalidRequest', message)

export const invalidRecipients = (detail: string) =>
  new ExchangeRefusal(400, 'ErrorInvalidRecipients', `At least one recipient isn't valid., ${detail}`)

/** What an organiser does and an attendee may not (learn.microsoft.com/graph/api/event-cancel). */
export const notOrganizer = (what: string) =>
  new ExchangeRefusal(
    400,
    'ErrorAccessDenied',
    `Your request can't be completed. You need to be an organizer to ${what}.`,
  )
