export { createRestDoor, type RestDoor, type RestDoorParts } from './door.ts'
