// The form with the video: what came is checked as a whole before anything is kept.
import { readFile } from 'node:fs/promises';
import type { ClassVideo } from '../../catalogue/class-words.ts';
import { LANGUAGES, type Lang } from '../../i18n/languages.ts';
import { optionalText, readForm, type Problem, type Typed } from '../../web/forms.ts';
import { readCaptions } from './captions.ts';
import { MOST_POSTER_BYTES, readPoster, videoKindOf, type Poster } from './video-file.ts';

/** The files of the form, each at most once. */
export const FILE_FIELDS = [
  'video',
  'poster',
  'captions_kk',
  'captions_ru',
  'captions_en',
] as const;
type FileField = (typeof FILE_FIELDS)[number];
export type Uploads = Partial<
  Record<FileField, { path: string; originalname: string; size: number }>
>;

const transcript = optionalText({ max: 20_000, lines: true });
const fields = { transcript_kk: transcript, transcript_ru: transcript, transcript_en: transcript };

export interface VideoUpload {
  video: { path: string; kind: 'mp4' | 'webm'; bytes: number } | null;
  poster: Poster | null;
  captions: { language: Lang; content: Buffer; transcript: string }[];
}

/** Reads the form. A new video needs its still picture and captions in at least one language. */
export async function readVideoForm(
  body: unknown,
  files: Uploads,
  known: ClassVideo | null,
): Promise<{ values: VideoUpload; typed: Typed } | { problems: Problem[]; typed: Typed }> {
  const form = readForm(fields, body);
  const problems: Problem[] = 'problems' in form ? form.problems : [];
  const wrong = (field: string, why: string) => void problems.push({ field, key: `words.${why}` });
  const texts = 'values' in form ? form.values : null;

  const video = files.video && (await readVideo(files.video));
  if (files.video && !video) wrong('video', 'wrong.video');
  if (!files.video && !known) wrong('video', 'missing.video');

  const isPicture = files.poster && files.poster.size <= MOST_POSTER_BYTES;
  const poster = isPicture ? await readPoster(files.poster!.path) : null;
  if (files.poster && !poster) wrong('poster', 'wrong.poster');
  if (!files.poster && (files.video || !known)) wrong('poster', 'missing.poster');

  const captions: VideoUpload['captions'] = [];
  for (const language of LANGUAGES) {
    const own = texts?.[`transcript_${language}`] ?? null;
    const file = files[`captions_${language}`];
    if (!file) {
      if (own) wrong(`captions_${language}`, 'missing.captionsForText');
      continue;
    }
    const content = await readFile(file.path);
    const read = readCaptions(content);
    if ('wrong' in read) wrong(`captions_${language}`, `wrong.captions.${read.wrong}`);
    else captions.push({ language, content, transcript: own ?? read.transcript });
  }
  const anyCaptions = LANGUAGES.some((lang) => files[`captions_${lang}`]);
  if ((files.video || !known) && !anyCaptions) wrong('captions_kk', 'missing.captions');
  const nothing = known && FILE_FIELDS.every((field) => !files[field]);
  if (nothing && problems.length === 0) wrong('video', 'missing.anything');

  const { typed } = form;
  return problems.length
    ? { problems, typed }
    : { values: { video: video ?? null, poster, captions }, typed };
}

async function readVideo({ path, originalname, size }: NonNullable<Uploads['video']>) {
  const kind = await videoKindOf(path, originalname);
  return kind && { path, kind, bytes: size };
}
