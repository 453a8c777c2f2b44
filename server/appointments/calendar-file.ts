// One visit as a file that calendars take (RFC 5545).
import type { Window } from './windows.ts';

/** The text of the file. Lines end with CR LF and are folded at 75 bytes, as the RFC asks. */
export function calendarFile({
  uid,
  window,
  stamp,
  summary,
  place,
}: {
  uid: string;
  window: Window;
  stamp: Date;
  summary: string;
  place: string;
}): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tandau//Visits//EN',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${instant(stamp.toISOString())}`,
    `DTSTART:${instant(window.startsAt)}`,
    `DTEND:${instant(window.endsAt)}`,
    `SUMMARY:${escaped(summary)}`,
    `LOCATION:${escaped(place)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

// 2026-11-24T05:00:00.000Z → 20261124T050000Z
function instant(iso: string): string {
  return iso.replace(/[-:]|\.\d{3}/g, '');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n');
}

function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const sign of line) {
    const next = part + sign;
    if (Buffer.byteLength(next) > (parts.length ? 74 : 75)) {
      parts.push(part);
      part = sign;
    } else {
      part = next;
    }
  }
  return [...parts, part].join('\r\n ');
}
