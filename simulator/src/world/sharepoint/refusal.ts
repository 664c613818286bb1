/** Why SharePoint refuses something, whichever door it was asked at. */
export type RefusalReason =
  | 'invalidRequest'
  | 'nameAlreadyExists'
  | 'itemNotFound'
  | 'duplicateValue'
  | 'notSupported'
  | 'tooManyResources'
  | 'notIndexed'
  | 'resourceModified'

/** What SharePoint does not do as asked; each door tells it in its own shape. Thrown before anything is changed. */
export class Refusal extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, message: string) {
    super(message)
    this.reason = reason
  }
}

export const invalid = (message: string) => new Refusal('invalidRequest', message)

/** The words for a value that a service does not say more about (field reports of Graph's list API). */
export const notAcceptable = () => invalid('One of the provided arguments is not acceptable.')
export const notRecognized = (name: string) => invalid(`Field '${name}' is not recognized`)
