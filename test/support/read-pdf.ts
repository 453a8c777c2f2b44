// Reads a PDF back as assistive technology meets it: its data, its tree of tags, and the words in each.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadPdf {
  title: string;
  language: string | null;
  marked: boolean;
  displayTitle: boolean;
  /** Part of PDF/UA that it says to follow. */
  ua: string | null;
  pages: number;
  /** Tags with their words, in the order of the tree. */
  tags: { tag: string; text: string }[];
  /** All words in the order in which they are drawn, those of artefacts left out. */
  drawn: string;
  /** Words that are in no tag and no artefact. */
  untagged: string;
  /** Fonts that the file names, and those that it carries. */
  fonts: { named: number; carried: number };
}

interface Node {
  role?: string;
  type?: string;
  id?: string;
  children?: Node[];
}

export async function readPdf(file: Buffer): Promise<ReadPdf> {
  const document = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise;
  const { info, metadata } = await document.getMetadata();
  const mark = await document.getMarkInfo();
  const preferences: { DisplayDocTitle?: boolean } | null = await document.getViewerPreferences();
  const read: ReadPdf = {
    title: (info as { Title: string }).Title,
    language: (info as { Language: string | null }).Language,
    marked: Boolean(mark?.Marked),
    displayTitle: Boolean(preferences?.DisplayDocTitle),
    ua: (metadata?.get('pdfuaid:part') as string | undefined) ?? null,
    pages: document.numPages,
    tags: [],
    drawn: '',
    untagged: '',
    fonts: { named: count(file, '/Type /FontDescriptor'), carried: count(file, '/FontFile2 ') },
  };
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const content = await page.getTextContent({ includeMarkedContent: true });
    const words = new Map<string, string>();
    const within: (string | null)[] = [];
    for (const item of content.items) {
      if ('str' in item) {
        const id = within.findLast((one) => one !== null) ?? null;
        const text = item.str + (item.hasEOL ? ' ' : '');
        if (id === null) {
          if (text.trim()) read.untagged += text;
        } else if (id !== ARTIFACT) {
          words.set(id, (words.get(id) ?? '') + text);
          read.drawn += text;
        }
      } else if (item.type === 'endMarkedContent') within.pop();
      else within.push((item as Mark).tag === 'Artifact' ? ARTIFACT : ((item as Mark).id ?? null));
    }
    walk(await page.getStructTree(), words, read.tags);
  }
  await document.destroy();
  return read;
}

const ARTIFACT = 'artifact';

// Its own types know neither.
interface Mark {
  tag?: string;
  id?: string;
}

function count(file: Buffer, what: string): number {
  return file.toString('latin1').split(what).length - 1;
}

function walk(node: Node | null, words: Map<string, string>, tags: ReadPdf['tags']): void {
  if (!node) return;
  const own = (node.children ?? []).flatMap((child) => (child.type === 'content' ? [words.get(child.id!) ?? ''] : [])); // prettier-ignore
  if (node.role && node.role !== 'Root') tags.push({ tag: node.role, text: own.join('').trim() });
  for (const child of node.children ?? []) if (child.type !== 'content') walk(child, words, tags);
}
