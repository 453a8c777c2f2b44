// A QR code as the path of an SVG: one square a dark module, rows joined into runs.
import { encodeQR } from 'qr';

export interface Qr {
  /** Modules a side, with the quiet zone of four that ISO/IEC 18004 asks for. */
  size: number;
  path: string;
}

const QUIET = 4;

export function qrOf(text: string): Qr {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const runs = modules.flatMap((row, y) =>
    row.flatMap((dark, x) => {
      if (!dark || row[x - 1]) return [];
      const end = row.indexOf(false, x);
      return [`M${x} ${y}h${(end === -1 ? row.length : end) - x}v1H${x}z`];
    }),
  );
  return { size: modules.length, path: runs.join('') };
}
