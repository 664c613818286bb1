export { createRestDoor, type RestDoorParts } from './door.ts'
