// Numbers of requests and orders, and the code that comes with a delivery.
import { randomInt } from 'node:crypto';

export {
  newSpokenCode as newReference,
  parseSpokenCode as parseReference,
} from '../i18n/spoken-code.ts';

/** The person's own six-digit code, which comes with the message that the aid is on its way. */
export function newDeliveryCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}
