/** Names and addresses that an authority may vouch for; a name stands for everything below it too. */
export interface Permitted {
  readonly names: readonly string[]
  readonly addresses: readonly string[]
}

export const NAME_CONSTRAINTS = '2.5.29.30'

/**
 * The value of the name constraints extension (RFC 5280 §4.2.1.10): the certificate says itself that nothing below it may
 * name any other host, so that trusting it does not mean trusting it with the rest of the web.
 */
export function nameConstraints({ names, addresses }: Permitted): Buffer {
  const bases = [
    ...names.map((name) => tagged(DNS_NAME, Buffer.from(name, 'ascii'))),
    ...addresses.map((address) => tagged(IP_ADDRESS, exactly(addressBytes(address)))),
  ]
  return tagged(SEQUENCE, tagged(PERMITTED_SUBTREES, Buffer.concat(bases.map((base) => tagged(SEQUENCE, base)))))
}

const SEQUENCE = 0x30
const PERMITTED_SUBTREES = 0xa0
const DNS_NAME = 0x82
const IP_ADDRESS = 0x87

/** A DER element; its length in one byte below 128, else in two behind their count (X.690 §8.1.3). */
function tagged(tag: number, content: Buffer): Buffer {
  const size = content.length
  const length = size < 0x80 ? [size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}

/** An address with the mask that fits it alone. */
const exactly = (address: Buffer) => Buffer.concat([address, Buffer.alloc(address.length, 0xff)])

/** The 4 or 16 bytes of an address. */
function addressBytes(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number))
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter(Boolean))
  const zeros = Array<string>(8 - head.length - tail.length).fill('0')
  return Buffer.from([...head, ...zeros, ...tail].map((group) => group.padStart(4, '0')).join(''), 'hex')
}
