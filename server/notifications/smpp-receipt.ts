// Reads a delivery receipt: in fields of its own, or in the text that most networks write (SMPP 3.4, appendix B).
import type { Pdu } from 'smpp';
import type { Receipt } from './sms-gateway.ts';

const ARRIVED = 2; // message_state (5.2.28)
const STILL_UNDER_WAY = [1, 6]; // en route, accepted
const IS_RECEIPT = 0x04; // esm_class (5.2.12)

/** The receipt that a deliver_sm brings; null for other things, and while the part is still under way. */
export function receiptIn(pdu: Pdu): Receipt | null {
  if (!((pdu.esm_class as number) & IS_RECEIPT)) return null;
  const { receipted_message_id: id, message_state: state } = pdu;
  if (typeof id === 'string' && id && typeof state === 'number') {
    if (STILL_UNDER_WAY.includes(state)) return null;
    return { providerId: id, arrived: state === ARRIVED };
  }
  const text = textOf(pdu.short_message);
  const named = /\bid:(\S{1,65})/.exec(text)?.[1];
  const said = /\bstat:([A-Z]{5,8})/.exec(text)?.[1];
  if (!named || !said || said === 'ENROUTE' || said === 'ACCEPTD') return null;
  return { providerId: named, arrived: said === 'DELIVRD' };
}

function textOf(message: unknown): string {
  const inner: unknown = Object(message).message ?? message;
  return Buffer.isBuffer(inner) ? inner.toString('latin1') : typeof inner === 'string' ? inner : '';
}
