import type { Entity, Kind, Properties } from '../model.ts'

/** Makes the properties of the numbered objects of one kind. */
export interface PropertiesSource {
  /** Graph's properties without the id; equal whenever it is asked. */
  propertiesOf(index: number): Properties
}

/** An object that is computed: its properties only when somebody reads one, since many are asked for their id alone. */
export class ComputedEntity implements Entity {
  readonly id: string
  readonly kind: Kind
  readonly ordinal: number
  state: Entity['state'] = 'live'
  readonly #source: PropertiesSource
  readonly #index: number
  #properties: Properties | undefined

  constructor(what: { id: string; kind: Kind; ordinal: number }, source: PropertiesSource, index: number) {
    this.id = what.id
    this.kind = what.kind
    this.ordinal = what.ordinal
    this.#source = source
    this.#index = index
  }

  get properties(): Properties {
    this.#properties ??= this.#source.propertiesOf(this.#index)
    return this.#properties
  }
}
