export { type GraphInboundParts, graphInbound } from './microsoft-graph.ts'
