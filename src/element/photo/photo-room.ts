// Loaded only when somebody chooses a face: most people never do.
export { createPhotoDraft } from '../../photo/index.ts'
export { photoScreen } from './photo-screen.ts'
