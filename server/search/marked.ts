// Shows in a text which of its words a search found.
import { stemsOf } from './stems.ts';

/** A piece of a text; `hit` where the search found it. */
export interface Piece {
  text: string;
  hit: boolean;
}

/** The text in pieces, in order: join them and it is whole again. */
export function marked(text: string, marks: readonly string[]): Piece[] {
  if (marks.length === 0) return [{ text, hit: false }];
  const wanted = new Set(marks);
  const pieces: Piece[] = [];
  for (const part of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
    if (part === '') continue;
    const hit = /[\p{L}\p{N}]/u.test(part) && stemsOf(part).some((stem) => wanted.has(stem));
    const last = pieces.at(-1);
    if (last?.hit === hit) last.text += part;
    else pieces.push({ text: part, hit });
  }
  return pieces;
}
