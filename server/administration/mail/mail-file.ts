// Reads what the portal writes as `.eml`: enough of the format to look at our own messages.

export interface Mail {
  subject: string;
  to: string;
  /** The instant; null where the message does not say it. */
  at: string | null;
  text: string;
}

/** The subject, receiver and plain text of a message. */
export function readMail(source: string): Mail {
  const { headers, body } = split(source);
  const field = (name: string) => decodeWords(headers.get(name) ?? '');
  return {
    subject: field('subject'),
    to: field('to'),
    at: instantOf(headers.get('date')),
    text: textOf(headers, body),
  };
}

function instantOf(date: string | undefined): string | null {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function split(source: string): { headers: Map<string, string>; body: string } {
  const text = source.replaceAll('\r\n', '\n');
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end);
  const lines = head.replace(/\n[ \t]+/g, ' ').split('\n');
  const headers = new Map(
    lines.flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]] : [];
    }),
  );
  return { headers, body: end < 0 ? '' : text.slice(end + 2) };
}

// Of several parts the first plain text is shown.
function textOf(headers: Map<string, string>, body: string): string {
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary) {
    const parts = body
      .split(`--${boundary}`)
      .slice(1)
      .map((part) => split(part.trimStart()));
    const plain = parts.find(({ headers: its }) =>
      /^(text\/plain|multipart\/)/.test(its.get('content-type') ?? ''),
    );
    return plain ? textOf(plain.headers, plain.body) : '';
  }
  return decode(body, headers.get('content-transfer-encoding')?.toLowerCase());
}

function decode(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return decodeQuoted(body.replace(/=\n/g, ''));
  return body;
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

// =?UTF-8?Q?…?= and =?UTF-8?B?…?=; the space between two such words does not count.
function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decodeQuoted(text.replaceAll('_', ' ')),
    );
}
