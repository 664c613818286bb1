import type { Entity, Json, Kind, Properties } from '../model.ts'

/** Tells the properties of the numbered objects of one kind, equal whenever they are asked. */
export interface PropertiesSource {
  idOf(index: number): string
  propertiesOf(index: number): Properties
  /** One of them, where that is less work than all. */
  propertyOf?(index: number, name: string): Json | undefined
}

/** Each property as a function of the object's number. */
export interface PropertyTable {
  readonly [name: string]: (index: number) => Json
  readonly id: (index: number) => string
}

/** Which of the computed objects it is, and where it stands in the list of its kind. */
export interface ComputedPlace {
  readonly kind: Kind
  readonly index: number
  readonly ordinal: number
}

/** A source that computes each property on its own. */
export class TabledProperties implements PropertiesSource {
  readonly idOf: (index: number) => string
  readonly #table: ReadonlyMap<string, (index: number) => Json>
  /** Copying it and setting what is there already is several times as quick as adding each name. */
  readonly #blank: Properties

  constructor(table: PropertyTable) {
    this.idOf = table.id
    this.#table = new Map(Object.entries(table))
    this.#blank = JSON.parse(JSON.stringify(Object.fromEntries(Object.keys(table).map((name) => [name, null]))))
  }

  propertiesOf(index: number): Properties {
    const properties = { ...this.#blank }
    for (const [name, property] of this.#table) properties[name] = property(index)
    return properties
  }

  propertyOf(index: number, name: string): Json | undefined {
    return this.#table.get(name)?.(index)
  }
}

/** An object that is computed: its id and its properties only when somebody reads them, since many are only counted. */
export class ComputedEntity implements Entity {
  readonly kind: Kind
  readonly ordinal: number
  state: Entity['state'] = 'live'
  readonly #source: PropertiesSource
  readonly #index: number
  #id: string | undefined
  #properties: Properties | undefined

  /** @param id where it is known already; else it is asked of the source */
  constructor(place: ComputedPlace, source: PropertiesSource, id?: string) {
    this.kind = place.kind
    this.ordinal = place.ordinal
    this.#index = place.index
    this.#source = source
    this.#id = id
  }

  get id(): string {
    this.#id ??= this.#source.idOf(this.#index)
    return this.#id
  }

  get properties(): Properties {
    this.#properties ??= this.#source.propertiesOf(this.#index)
    return this.#properties
  }

  read(name: string): Json | undefined {
    if (name === 'id') return this.id
    if (this.#properties || !this.#source.propertyOf) return this.properties[name]
    return this.#source.propertyOf(this.#index, name)
  }
}
