export { graphInbound } from './microsoft-graph.ts'
