/** What the people, groups and applications of a made-up tenancy are called: syllables put together, nobody's real name. */

const joined = (starts: readonly string[], ends: readonly string[]): string[] =>
  starts.flatMap((start) => ends.map((end) => `${start}${end}`))

const givenStarts = 'Al,Bel,Cor,Dav,El,Fen,Gal,Hal,Is,Jor,Kal,Lor,Mar,Nor,Ol,Per,Quin,Ros,Sel,Tor,Ul,Ver,Wen,Yor,Zar'
const givenEnds = 'a,an,ara,do,ena,ia,ic,ila,in,io,ira,is,ora,us,én,øn,üla'
const surnameStarts =
  'Ash,Bar,Birk,Brand,Cald,Dahl,Dorn,Eber,Falk,Fenn,Gard,Grün,Hald,Hol,Ing,Jarn,Kess,Kron,Lang,Lind,Mar,Møl,Nord,Oster,Pell,Quar,Rav,Ros,Sand,Stein,Tann,Thor,Ul,Vand,Wald,West,Wyn,Yar,Zell'
const surnameEnds =
  'acker,berg,bo,by,dale,dell,er,feld,fors,gren,haven,ing,ison,kamp,ler,low,mann,mark,mere,ner,quist,rup,sen,son,stad,ström,ton,vik,wick,worth'

/** Names in the Latin script, some with letters beyond ASCII. */
export const latinNames = {
  given: joined(givenStarts.split(','), givenEnds.split(',')),
  surnames: joined(surnameStarts.split(','), surnameEnds.split(',')),
}

/** Names in scripts without a case of their own, and in others. */
export const otherNames = {
  given: ['Велора', 'Дарина', 'Милан', 'Θάλεια', 'Νέρων', '佳澄', '明遥', '하윤', '도영', 'נועם'],
  surnames: ['Березкин', 'Лучков', 'Соколан', 'Παλαμίδης', 'Ωρίων', '东方', '南宫', '김', '박', 'אלרון'],
}

export const departments = joined(
  ['Sales', 'Finance', 'Research', 'Production', 'Logistics', 'Support', 'Legal', 'Quality', 'Design', 'Übersetzung'],
  [' North', ' South', ' East', ' West', ' Europe', ' Asia', ' Americas', ' Group', ' Services', ' Operations'],
)
export const jobTitles = joined(
  ['', 'Senior ', 'Junior ', 'Lead ', 'Deputy ', 'Acting ', 'Principal ', 'Regional ', 'Global ', 'Interim '],
  joined(
    ['Account', 'Product', 'Process', 'Safety', 'Data', 'Systems', 'Plant', 'Customer', 'Contract', 'Training'],
    [' Manager', ' Engineer', ' Analyst', ' Officer', ' Coordinator', ' Clerk', ' Architect', ' Planner'],
  ),
)
export const offices = joined(
  ['Aldham', 'Brenvik', 'Corstad', 'Dunmere', 'Elsby', 'Farholm', 'Grindal', 'Hovland', 'Islefield', 'Jarlsby'],
  [' Tower', ' Campus', ' Works', ' Harbour', ' Centre', ' Yard'],
)
export const countries = 'Arland,Belmark,Corvania,Dorland,Estria,Fenmark,Galdova,Halvia,Istrand,Jorvania'.split(',')
export const employeeTypes = ['Employee', 'Contractor', 'Trainee', 'Consultant']
export const groupKinds = ['Team', 'Project', 'Committee', 'Readers', 'Owners', 'Everyone', 'Licences', 'Crew']
export const applicationKinds = ['Portal', 'Ledger', 'Planner', 'Archive', 'Console', 'Tracker', 'Exchange', 'Desk']
