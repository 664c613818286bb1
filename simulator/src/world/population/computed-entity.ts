import type { Entity, Json, Kind, Properties } from '../model.ts'

/** Tells the properties of the numbered objects of one kind, equal whenever they are asked. */
export interface PropertiesSource {
  propertiesOf(index: number): Properties
  /** One of them, without the work for the others. */
  propertyOf(index: number, name: string): Json | undefined
}

/** Each property as a function of the object's number. */
export type PropertyTable = { readonly [name: string]: (index: number) => Json }

/** A source that computes each property on its own. */
export class TabledProperties implements PropertiesSource {
  readonly #table: PropertyTable
  readonly #names: readonly string[]
  /** Copying it and setting what is there already is several times as quick as adding each name. */
  readonly #blank: Properties

  constructor(table: PropertyTable) {
    this.#table = table
    this.#names = Object.keys(table)
    this.#blank = JSON.parse(JSON.stringify(Object.fromEntries(this.#names.map((name) => [name, null]))))
  }

  propertiesOf(index: number): Properties {
    const properties = { ...this.#blank }
    for (const name of this.#names) properties[name] = this.#table[name]?.(index) ?? null
    return properties
  }

  propertyOf(index: number, name: string): Json | undefined {
    return this.#table[name]?.(index)
  }
}

/** An object that is computed: its properties only when somebody reads them, since many are asked for their id alone. */
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

  read(name: string): Json | undefined {
    if (name === 'id') return this.id
    return this.#properties ? this.#properties[name] : this.#source.propertyOf(this.#index, name)
  }
}
