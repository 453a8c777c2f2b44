// What is said of an aid class in plain words: the easy-read text, questions and answers, the sign-language video.
import type { Queryable } from '../database.ts';
import { LANGUAGES, namesOf, type Lang, type Names } from '../i18n/languages.ts';
import { groupedBy } from './grouped-by.ts';

/** The blocks of an easy-read text, in order. Their headings are texts: `words.block.<name>`. */
export const BLOCKS = ['what', 'who', 'how', 'know'] as const;
export type Block = (typeof BLOCKS)[number];

/** An easy-read text: in each block a sentence a line. */
export type EasyText = Record<Block, Names>;

export interface ClassQuestion {
  id: number;
  question: Names;
  answer: Names;
}

export interface ClassVideo {
  id: number;
  file: string;
  bytes: number;
  poster: string;
  width: number;
  height: number;
  captions: readonly { lang: Lang; file: string; transcript: string }[];
}

export interface ClassWords {
  text: EasyText | null;
  questions: readonly ClassQuestion[];
  video: ClassVideo | null;
}

/** Everything said of one class as it stands now. */
export async function readClassWords(db: Queryable, code: string): Promise<ClassWords> {
  const [text, questions, video] = await Promise.all([
    db('aid_class_texts').where({ aid_class_code: code, ended_at: null }).first(),
    currentQuestions(db).where({ aid_class_code: code }),
    readClassVideo(db, code),
  ]);
  return {
    text: text ? easyTextOf(text as Row) : null,
    questions: (questions as QuestionRow[]).map(questionOf),
    video,
  };
}

/** The video of a class with its captions, in the order of the languages. */
export async function readClassVideo(db: Queryable, code: string): Promise<ClassVideo | null> {
  const video: VideoRow | undefined = await db('aid_class_videos')
    .where({ aid_class_code: code })
    .first();
  if (!video) return null;
  const rows: { language: Lang; file: string; transcript: string }[] = await db(
    'aid_class_captions',
  ).where({ video_id: video.id });
  const captions = LANGUAGES.flatMap((lang) =>
    rows
      .filter(({ language }) => language === lang)
      .map(({ file, transcript }) => ({ lang, file, transcript })),
  );
  const { id, file, bytes, poster, width, height } = video;
  return { id, file, bytes, poster, width, height, captions };
}

/** The blocks of a stored text. */
export function easyTextOf(row: Row): EasyText {
  return Object.fromEntries(BLOCKS.map((block) => [block, namesOf(row, block)])) as EasyText;
}

/** The sentences of one block. */
export function sentencesOf(text: string): string[] {
  return text
    .split('\n')
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

/** What every class has, for the administrators' page on what is missing. */
export interface WordsOfClass {
  text: boolean;
  questions: number;
  video: boolean;
  captions: ReadonlySet<Lang>;
}

/** For each class with any words: what there is. Four queries, however many classes. */
export async function readWordsOfAll(db: Queryable): Promise<ReadonlyMap<string, WordsOfClass>> {
  const [texts, questions, videos, captions] = (await Promise.all([
    db('aid_class_texts').where({ ended_at: null }).select('aid_class_code'),
    currentQuestions(db).select('aid_class_code'),
    db('aid_class_videos').select('id', 'aid_class_code'),
    db('aid_class_captions').select('video_id', 'language'),
  ])) as [
    { aid_class_code: string }[],
    { aid_class_code: string }[],
    { id: number; aid_class_code: string }[],
    { video_id: number; language: Lang }[],
  ];
  const withText = new Set(texts.map((row) => row.aid_class_code));
  const asked = groupedBy(questions, (row) => row.aid_class_code);
  const videoOf = new Map(videos.map((row) => [row.aid_class_code, row.id]));
  const captionsOf = groupedBy(captions, (row) => row.video_id);
  const codes = new Set([...withText, ...asked.keys(), ...videoOf.keys()]);
  return new Map(
    [...codes].map((code) => {
      const video = videoOf.get(code);
      const spoken = video === undefined ? [] : (captionsOf.get(video) ?? []);
      return [
        code,
        {
          text: withText.has(code),
          questions: asked.get(code)?.length ?? 0,
          video: video !== undefined,
          captions: new Set(spoken.map(({ language }) => language)),
        },
      ];
    }),
  );
}

function currentQuestions(db: Queryable) {
  return db('aid_class_questions').where({ ended_at: null }).orderBy(['position', 'id']);
}

function questionOf(row: QuestionRow): ClassQuestion {
  return { id: row.id, question: namesOf(row, 'question'), answer: namesOf(row, 'answer') };
}

type Row = Record<string, unknown>;

interface QuestionRow extends Row {
  id: number;
}

interface VideoRow extends Row {
  id: number;
  file: string;
  bytes: number;
  poster: string;
  width: number;
  height: number;
}
