import { makeMedia } from './media.ts';

/** Makes the files that the fake devices play, before any browser starts. */
export default function globalSetup(): void {
  makeMedia();
}
