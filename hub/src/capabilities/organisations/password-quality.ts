/** NIST SP 800-63B §3.1.1.2: a length and a list of what is commonly used; no rule about kinds of characters. */
export const passwordMinimum = 12
export const passwordMaximum = 256

/**
 * Words that the commonest long passwords are made of, repeated or with digits, walks over the keyboard and years beside
 * them. What is left of a password without all of these must still be something.
 */
const commonest = [
  'password',
  'passwort',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'motdepasse',
  'contrasena',
  'letmein',
  'welcome',
  'willkommen',
  'administrator',
  'admin',
  'atrium',
  'microsoft',
  'changeme',
  'default',
  'secret',
  'iloveyou',
  'princess',
  'sunshine',
  'football',
  'baseball',
  'superman',
  'trustno1',
  'dragon',
  'monkey',
  'master',
  'shadow',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwerty',
  'qwertz',
  'azerty',
  'asdfgh',
  'asdf',
  'zxcv',
  'qazwsx',
  'qweasd',
  '1q2w3e4r5t6y',
  '1q2w3e4r',
  '1qaz2wsx3edc',
  '1qaz2wsx',
  'abcdefghijkl',
  'abcdef',
  'abcd',
  'abc',
  'spring',
  'summer',
  'autumn',
  'winter',
].sort((a, b) => b.length - a.length)

const leastDistinct = 5
const leastLeft = 4

/** Why a password is not taken, as a sentence; undefined where it is. `email` and name are what a guesser tries first. */
export function passwordObjection(password: string, about: { email: string | null }): string | undefined {
  const text = password.normalize('NFKC').toLowerCase()
  if ([...text].length < passwordMinimum) return `must have at least ${passwordMinimum} characters`
  if (new Set(text).size < leastDistinct) return 'repeats too few characters'
  const own = about.email?.toLowerCase().split(/[@.]/) ?? []
  const words = [...commonest, ...own.filter((word) => word.length >= 4)]
  const left = words.reduce((rest, word) => rest.replaceAll(word, ''), text).replace(/[\d\s\p{P}\p{S}]/gu, '')
  if (left.length < leastLeft && words.some((word) => text.includes(word))) return 'is one of the commonest passwords'
  if (/^\d+$/.test(text) && text.length < 20) return 'is a number that is too easily guessed'
  return undefined
}
