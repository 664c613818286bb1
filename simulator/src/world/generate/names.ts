import type { Random } from '../random.ts'

/** Given and family names of many languages, combined at random: nobody in particular. */
export const GIVEN =
  `Ada Adrian Aisha Alejandro Amara Anders Andrea Anika Anna Antonio Astrid Ayumi Beatriz Ben Björn Brigid Camille Carlos Cecilia Chen Chiara Clara Daniel
Daria David Diego Dimitra Dmitri Edith Elena Eleni Elias Elif Emeka Emil Emma Esra Eva Farid Fatima Felix Femke Finn Fiona Florian Françoise Freya Gabriel Georg Giulia
Grace Gustav Hana Hannah Hassan Heidi Helena Henrik Hiroshi Hugo Ibrahim Ida Ines Ingrid Irina Isaac Isabel Ivan Jakob Jana Jasmin Javier Joanna Johan José Julia Kaito
Karim Karin Katarzyna Keiko Klara Kwame Lars Laura Layla Lea Leo Lina Linh Lotte Louis Lucía Lukas Magnus Maja Malik Marco Maria Marek Marta Mateo Maya Mehmet Mei Mia
Michael Milan Mira Mohammed Nadia Naoki Nia Nikolai Nina Noah Nora Olga Oliver Omar Oscar Paula Pavel Pedro Petra Priya Quentin Rafael Rania Ravi Rebecca Renata Robert
Rosa Ruth Sakura Samuel Sara Sebastian Selin Siddharth Simone Sofia Søren Stefan Sven Tariq Tatjana Teresa Theo Thomas Tomás Ulrike Valentina Vera Victor Viktor Wei
William Xavier Yara Yasmin Yuki Yusuf Zainab Zara Zoë Zofia`.split(/\s+/)

export const FAMILY =
  `Abara Adeyemi Ahmadi Almeida Andersson Aoki Arslan Bakker Banerjee Bauer Becker Bergström Bernard Bianchi Blanc Borg Brandt Braun Bruun Castillo Chaudhry
Clarke Conti Costa Cruz Dahl Danielsen Demir Diallo Dubois Dvořák Eriksen Esposito Fernández Ferrari Fischer Fontaine Fraser Friis Fujita Gallo García Gomes Gruber Gupta
Haddad Hansen Hartmann Hassan Hayashi Hoffmann Horvat Hughes Huang Ibáñez Ito Ivanova Jansen Jensen Johansson Kamara Kapoor Kaya Keller Khan Kim Kovač Kowalska Krüger
Kumar Laine Lam Larsen Laurent Lehmann Lewandowski Li Lindqvist Lopes Lund Maier Marchetti Martín Mbeki Mendes Meyer Mishra Moreau Moreno Mori Müller Murphy Nakamura
Nguyen Nielsen Novak Nowak Obi O'Brien Okafor Olsen Ortega Osei Öztürk Papadopoulos Park Patel Pereira Petrov Popescu Quinn Rahman Ramírez Rao Rasmussen Reyes Ricci
Richter Rinne Rocha Romano Rossi Russo Sato Schmidt Schneider Schulz Seidel Sharma Silva Simon Singh Smirnov Sokolov Sørensen Souza Steiner Suzuki Takahashi Tan Tanaka
Torres Tóth Vargas Vasquez Vogel Wagner Walsh Wang Weber Weiss Wong Wójcik Yamada Yıldız Young Zhang Zhou Ziegler Zimmermann`.split(
    /\s+/,
  )

export interface PersonName {
  readonly given: string
  readonly family: string
}

export function personName(random: Random): PersonName {
  const double = random.chance(0.04)
  const family = random.pick(FAMILY)
  return { given: random.pick(GIVEN), family: double ? `${family}-${random.pick(FAMILY)}` : family }
}

const PLAIN: { readonly [letter: string]: string } = { ø: 'o', ı: 'i', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae', å: 'a' }

/** Letters for an address: lower case, ASCII only. */
export function addressPart(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[øıłđßæå]/g, (letter) => PLAIN[letter] ?? '')
    .replace(/[^a-z0-9-]/g, '')
}
