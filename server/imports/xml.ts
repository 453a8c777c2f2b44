// Reads XML as it comes, without ever holding more of it than one element. Declarations of types and
// entities, by which a small file can grow without end or read others, are refused.
import { SaxesParser } from 'saxes';
import { Refused } from './refusal.ts';

export interface Element {
  /** Without its prefix. */
  name: string;
  attributes: Record<string, string>;
}

/** What is done with each element as it begins, with its texts and as it ends. */
export interface Listener {
  opens?: (element: Element) => void;
  text?: (text: string) => void;
  closes?: (name: string) => void;
}

const DEEPEST = 40;

/** Letters without the beginning or end of an element: a text or a tag that large is no cell. */
const LONGEST_RUN = 1024 * 1024;

/** Reads all of it. After each piece of the file, `taken` may give what was found in it. @throws Refused */
export async function* readXml<T>(
  bytes: AsyncIterable<Buffer>,
  listener: Listener,
  taken: () => T[],
): AsyncGenerator<T> {
  const { parser, ran } = parserFor(listener);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk, { stream: true });
      parser.write(text);
      ran(text.length);
      yield* taken();
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('broken');
  }
  yield* taken();
}

/** Reads a small part whole. @throws Refused */
export async function listenTo(bytes: AsyncIterable<Buffer>, listener: Listener): Promise<void> {
  await readXml(bytes, listener, () => []).next();
}

function parserFor({ opens, text, closes }: Listener) {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let run = 0;
  parser.on('doctype', () => {
    throw new Refused('doctype');
  });
  parser.on('error', () => {
    throw new Refused('broken');
  });
  parser.on('opentag', ({ name, attributes }) => {
    run = 0;
    if (++depth > DEEPEST) throw new Refused('broken');
    opens?.({ name: bare(name), attributes });
  });
  parser.on('closetag', ({ name }) => {
    run = 0;
    depth -= 1;
    closes?.(bare(name));
  });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  const ran = (letters: number) => {
    run += letters;
    if (run > LONGEST_RUN) throw new Refused('tooMuchText');
  };
  return { parser, ran };
}

function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
