// Where two texts differ, word by word, so that a slip mended in a long description is seen.

export interface Piece {
  text: string;
  /** False: only in this text. */
  same: boolean;
}

const MOST_STEPS = 4_000_000;

/** Both texts in pieces: those they share, and those that only one of them has. */
export function wordDifferences(
  before: string,
  after: string,
): { before: Piece[]; after: Piece[] } {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  if (a.length * b.length > MOST_STEPS) {
    return { before: [{ text: before, same: false }], after: [{ text: after, same: false }] };
  }
  const shared = longestShared(a, b);
  const sharedBefore = new Set(shared.map(([at]) => at));
  const sharedAfter = new Set(shared.map(([, at]) => at));
  return { before: pieces(a, sharedBefore), after: pieces(b, sharedAfter) };
}

// Words with what follows them, so that the pieces put together are the text.
function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

/** Pairs of places of the longest common row of words. */
function longestShared(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = isSameWord(a[i]!, b[j]!)
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (isSameWord(a[i]!, b[j]!)) pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
}

function isSameWord(one: string, other: string): boolean {
  return one.trim() === other.trim();
}

function pieces(words: readonly string[], shared: ReadonlySet<number>): Piece[] {
  const all: Piece[] = [];
  for (const [at, text] of words.entries()) {
    const last = all.at(-1);
    const same = shared.has(at);
    if (last?.same === same) last.text += text;
    else all.push({ text, same });
  }
  return all;
}
