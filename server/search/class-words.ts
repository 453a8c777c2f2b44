// What people call the classes of aids: names, synonyms, codes, and the words of their summaries. Some ninety
// classes: all of it is in memory, read again when the catalogue changes.
import type { Database, Queryable } from '../database.ts';
import { foldedWords } from '../i18n/fold.ts';
import { LANGUAGES, namesOf, type Lang, type Names } from '../i18n/languages.ts';
import { headsOf, stemsOfText, Vocabulary } from './class-phrases.ts';

/** One way to name a class. */
export interface Phrase {
  lang: Lang;
  kind: 'name' | 'synonym';
  text: string;
  folded: readonly string[];
  stems: readonly string[];
  /** Those of the stems that say what it is; the others say what for, as in «подушка для коляски». */
  heads: readonly string[];
}

export interface NamedClass {
  code: string;
  parent: string | null;
  names: Names;
  /** Two digits a group, without spaces; '' where there is none. */
  iso: string;
  active: boolean;
  phrases: readonly Phrase[];
  /** Stems of its own names and synonyms. */
  own: ReadonlySet<string>;
  /** Those of its own stems that say what it is. */
  heads: ReadonlySet<string>;
  /** Stems that fit it too, beside one of its own: of its summary and of what it belongs to. */
  beside: ReadonlySet<string>;
}

/** A stem of the classes' words, and how it is shown. */
export interface ClassStem {
  stem: string;
  /** The words that have it, as they are written. */
  words: readonly string[];
  letters: number;
}

export interface ClassWords {
  /** In the order of the classification. */
  classes: readonly NamedClass[];
  stems: ReadonlyMap<string, ClassStem>;
  bySound: ReadonlyMap<string, readonly ClassStem[]>;
  /** In how many classes' own words a stem stands. */
  countOf(stem: string): number;
}

interface Kept {
  version: number;
  /** Changes with the classes and their synonyms, and with nothing else. */
  state: string;
  words: ClassWords;
}

const kept = new WeakMap<Database, Promise<Kept>>();

/** The classes' words as they stand at this version of the catalogue. */
export async function classWords(db: Database, version: number): Promise<ClassWords> {
  const known = await kept.get(db);
  if (known?.version === version) return known.words;
  const reading = readAgain(db.read, version, known);
  kept.set(db, reading);
  reading.catch(() => kept.delete(db)); // the next search tries again
  return (await reading).words;
}

// Most changes of the catalogue are of products: the classes' words stay as they are.
async function readAgain(db: Queryable, version: number, known?: Kept): Promise<Kept> {
  const [classes]: object[] = await db('aid_classes')
    .count({ all: '*' })
    .sum({ changes: 'version' });
  const [synonyms]: object[] = await db('class_synonyms').count({ all: '*' }).max({ last: 'id' });
  const state = JSON.stringify([classes, synonyms]);
  const words = known?.state === state ? known.words : await readClassWords(db);
  return { version, state, words };
}

interface ClassRow extends Record<string, unknown> {
  code: string;
  parent_code: string | null;
  iso9999_code: string | null;
  active: unknown;
}

interface SynonymRow {
  aid_class_code: string;
  language: Lang;
  text: string;
}

async function readClassWords(db: Queryable): Promise<ClassWords> {
  const rows: ClassRow[] = await db('aid_classes').orderBy(['level', 'position', 'code']);
  const synonyms: SynonymRow[] = await db('class_synonyms')
    .orderBy('id')
    .select('aid_class_code', 'language', 'text');
  const vocabulary = new Vocabulary();
  const drafts = new Map(rows.map((row) => [row.code, draftOf(row, synonyms, vocabulary)]));
  const classes = [...drafts.values()].map((draft) => {
    for (let up = draft.parent; up !== null; up = drafts.get(up)?.parent ?? null) {
      for (const stem of drafts.get(up)?.own ?? []) draft.beside.add(stem);
    }
    return draft;
  });
  const counts = new Map<string, number>();
  for (const { own } of classes) {
    for (const stem of own) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return {
    classes,
    stems: vocabulary.stems,
    bySound: vocabulary.bySound,
    countOf: (stem) => counts.get(stem) ?? 0,
  };
}

function draftOf(row: ClassRow, synonyms: readonly SynonymRow[], vocabulary: Vocabulary) {
  const names = namesOf(row);
  const summaries = namesOf(row, 'summary');
  const said = synonyms.filter(({ aid_class_code: code }) => code === row.code);
  const phrases: Phrase[] = [
    ...LANGUAGES.map((lang) => ({ lang, kind: 'name' as const, text: names[lang] })),
    ...said.map(({ language, text }) => ({ lang: language, kind: 'synonym' as const, text })),
  ].map((phrase) => ({
    ...phrase,
    folded: foldedWords(phrase.text),
    stems: vocabulary.add(phrase.lang, phrase.text),
    heads: headsOf(phrase.lang, phrase.text),
  }));
  return {
    code: row.code,
    parent: row.parent_code,
    names,
    iso: (row.iso9999_code ?? '').replaceAll(' ', ''),
    active: Boolean(row.active),
    phrases,
    own: new Set(phrases.flatMap(({ stems }) => stems)),
    heads: new Set(phrases.flatMap(({ heads }) => heads)),
    // The summary of a family tells what is in it, not what each thing in it is.
    beside: new Set(
      LANGUAGES.flatMap((lang) => (row.parent_code ? stemsOfText(lang, summaries[lang]) : [])),
    ),
  };
}
