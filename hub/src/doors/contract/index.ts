export { contractFiles } from './files.ts'
export { contractProblems, problemText } from './problems.ts'
