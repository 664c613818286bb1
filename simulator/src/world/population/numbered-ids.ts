import { Random } from '../random.ts'
import { finalise, mix, unmix, type WordKey, wordKey, wordOf } from './words.ts'

/** What a number is the number of; part of the id, so that no two things share one. */
const SORTS = ['user', 'group', 'servicePrincipal', 'appRoleAssignment', 'signIn', 'appId'] as const

export type Numbered = (typeof SORTS)[number]

const BITS = 28
/** How many things of one sort can have an id. */
export const LARGEST_NUMBER = 2 ** BITS

/**
 * Ids that look drawn and can be read back: the first word is the permuted number, the others prove that it was
 * made here. So an id is found without a map from ids to objects.
 */
export class NumberedIds {
  readonly #key: WordKey
  readonly #proof: number
  /** The ids of each sort that were made last: most are asked for again, or read back, in the next moment. */
  readonly #guids = SORTS.map(nothingYet)
  readonly #opaques = SORTS.map(nothingYet)

  constructor(seed: string) {
    const random = new Random(`${seed}/numbered-ids`)
    this.#key = wordKey(random)
    this.#proof = wordOf(random)
  }

  /** A lower-case GUID of version 4 shape. */
  guid(what: Numbered, number: number): string {
    const sort = SORTS.indexOf(what)
    const latest = this.#guids[sort]
    if (latest?.number === number) return latest.text
    const text = this.#guidOf(mix((sort << BITS) | number, this.#key))
    this.#guids[sort] = { number, text }
    return text
  }

  /** What a GUID made here is the id of, and its number; undefined for any other text. */
  read(guid: string): { what: Numbered; number: number } | undefined {
    if (guid.length !== 36) return undefined
    for (let sort = 0; sort < SORTS.length; sort++) {
      const what = SORTS[sort]
      const latest = this.#guids[sort]
      if (what && latest?.text === guid) return { what, number: latest.number }
    }
    const head = wordIn(guid, 0)
    const word = unmix(head, this.#key)
    const what = SORTS[word >>> BITS]
    return what && this.#isMadeHere(guid, head) ? { what, number: word & (LARGEST_NUMBER - 1) } : undefined
  }

  /** 43 letters as Graph writes the ids of assignments: 32 bytes in base64url. */
  opaque(what: Numbered, number: number): string {
    const sort = SORTS.indexOf(what)
    const latest = this.#opaques[sort]
    if (latest?.number === number) return latest.text
    const text = this.#opaqueOf(mix((sort << BITS) | number, this.#key))
    this.#opaques[sort] = { number, text }
    return text
  }

  /** The number of a text that `opaque` made for that purpose. */
  readOpaque(what: Numbered, text: string): number | undefined {
    if (text.length !== 43) return undefined
    const latest = this.#opaques[SORTS.indexOf(what)]
    if (latest?.text === text) return latest.number
    const head = Buffer.from(text.slice(0, 6), 'base64url')
    if (head.length < 4) return undefined
    const word = unmix(head.readInt32BE(0), this.#key)
    const number = word & (LARGEST_NUMBER - 1)
    return SORTS[word >>> BITS] === what && this.opaque(what, number) === text ? number : undefined
  }

  #opaqueOf(head: number): string {
    let word = head
    for (let i = 0; i < BYTES.length; i += 4) {
      BYTES[i] = word >>> 24
      BYTES[i + 1] = word >>> 16
      BYTES[i + 2] = word >>> 8
      BYTES[i + 3] = word
      word = finalise(word ^ this.#proof)
    }
    return BYTES.toString('base64url')
  }

  #guidOf(head: number): string {
    const second = this.#second(head)
    const third = this.#third(second)
    write(0, head)
    write(1, second)
    write(2, third)
    write(3, this.#fourth(third))
    return GUID.toString('latin1')
  }

  /** Compares the words, which is quicker than to make the text again. */
  #isMadeHere(guid: string, head: number): boolean {
    const second = this.#second(head)
    const third = this.#third(second)
    return (
      wordIn(guid, 1) === second &&
      wordIn(guid, 2) === third &&
      wordIn(guid, 3) === this.#fourth(third) &&
      DASHES.every((place) => guid.charCodeAt(place) === DASH)
    )
  }

  /** The second word, with the version of the GUID in its place. */
  #second(head: number): number {
    return (finalise(head ^ this.#proof) & 0xffff0fff) | 0x4000
  }

  /** The third word, with the variant in its place. */
  #third(second: number): number {
    return (finalise(second + this.#proof) & 0x3fffffff) | 0x80000000
  }

  #fourth(third: number): number {
    return finalise(third ^ this.#proof)
  }
}

const nothingYet = () => ({ number: -1, text: '' })

const BYTES = Buffer.alloc(32)
const GUID = Buffer.from('00000000-0000-0000-0000-000000000000')
/** Where the digits of each of the four words stand in the text. */
const PLACES = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [9, 10, 11, 12, 14, 15, 16, 17],
  [19, 20, 21, 22, 24, 25, 26, 27],
  [28, 29, 30, 31, 32, 33, 34, 35],
] as const
const DASHES = [8, 13, 18, 23] as const
const DASH = 45
const DIGITS = Buffer.from('0123456789abcdef')

/** Writes one word of the GUID into its text; a text of bytes is several times as quick as joined pieces. */
function write(which: 0 | 1 | 2 | 3, word: number): void {
  let shift = 28
  for (const place of PLACES[which]) {
    GUID[place] = DIGITS[(word >>> shift) & 15] ?? 0
    shift -= 4
  }
}

/** One of the four words of a GUID's text; 0 where there are no lower-case hexadecimal digits. */
function wordIn(guid: string, which: 0 | 1 | 2 | 3): number {
  let word = 0
  for (const place of PLACES[which]) {
    const code = guid.charCodeAt(place)
    const digit = code >= 97 ? code - 87 : code - 48
    if (!(digit >= 0 && digit < 16)) return 0
    word = (word << 4) | digit
  }
  return word
}
