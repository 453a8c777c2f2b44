// The page of an aid class in plain words: what it shows, and where it leads.
import type { Queryable } from '../database.ts';
import type { Visit } from '../web/visit.ts';
import type { AidClass, ClassTree } from './class-tree.ts';
import { BLOCKS, sentencesOf, type ClassWords } from './class-words.ts';
import { amountFor, guaranteedAmountsOn } from './guaranteed-amounts.ts';
import type { Snapshot } from './snapshot.ts';

const SERVICES = 'SV';

/** The class's words in the reader's language. */
export function wordsIn({ text, questions, video }: ClassWords, { t, lang, paths }: Visit) {
  return {
    blocks: BLOCKS.flatMap((block) => {
      const sentences = text ? sentencesOf(text[block][lang]) : [];
      return sentences.length ? [{ id: block, title: t(`words.block.${block}`), sentences }] : [];
    }),
    questions: questions.map(({ id, question, answer }) => ({
      id: `question-${id}`,
      question: question[lang],
      answer: answer[lang].split(/\n+/),
    })),
    video: video && {
      ...video,
      src: paths.video(video.file),
      type: video.file.endsWith('.webm') ? 'video/webm' : 'video/mp4',
      megabytes: Math.max(1, Math.round(video.bytes / 1_000_000)),
      posterSrc: paths.video(video.poster),
      tracks: video.captions.map((one) => ({
        lang: one.lang,
        src: paths.video(one.file),
        label: t(`words.in.${one.lang}`),
        isDefault: one.lang === lang,
      })),
      transcript: video.captions.find((one) => one.lang === lang)?.transcript.split(/\n+/) ?? null,
    },
  };
}

/** Where the page of a class leads: its products, guide, measuring sheet, and the classes around it. */
export function linksOf(
  own: AidClass,
  { classes, countIn }: Snapshot,
  { t, lang, paths }: Visit,
  family: string | null,
) {
  const count = countIn('', own.code);
  const to = (one: AidClass) => ({
    code: one.code,
    text: one.names[lang],
    href: paths.aidClass(one.code),
  });
  return {
    products: count
      ? { text: t('words.products', { count }), href: paths.aids({ class: own.code }) }
      : null,
    guide: family && paths.guideFamily(family),
    sheet: family && paths.measureSheet(family),
    kinds: classes
      .childrenOf(own.code)
      .filter(({ active }) => active)
      .map(to),
    above: classes.ancestorsOf(own.code).map(to),
  };
}

/** Who pays: the guaranteed amount in force, and by which way the aid comes. */
export async function whoPays(
  db: Queryable,
  own: AidClass,
  classes: ClassTree,
  { visit, on }: { visit: Visit; on: string },
): Promise<string[]> {
  const { t, format } = visit;
  const line = classes.withAncestors(own.code);
  if (line.at(-1)?.code === SERVICES) return [t('words.pays.service')];
  const codes = [...line, ...below(own.code, classes)].map(({ code }) => code);
  const amounts = await guaranteedAmountsOn(db, on, codes);
  const amount = amountFor(amounts, line);
  const route = t(`words.route.${own.route}`);
  if (amount !== null) {
    return [t('words.pays.upTo', { sum: format.money(amount) }), t('words.pays.more'), route];
  }
  const sums = [...amounts.values()];
  if (sums.length === 0) return [t('words.pays.notSet'), route];
  const [least, most] = [Math.min(...sums), Math.max(...sums)];
  const sum = { least: format.money(least), most: format.money(most) };
  return [t('words.pays.between', sum), t('words.pays.more'), route];
}

function below(code: string, classes: ClassTree): AidClass[] {
  return classes.childrenOf(code).flatMap((child) => [child, ...below(child.code, classes)]);
}
