// Steps of somebody who answers the questions of the guide.
import { questionsOf } from '../../server/guide/questions.ts';
import type { Family } from '../../server/measures/measures.ts';
import type { Person } from '../support/browser.ts';

/** The administrator of the demo. */
export const ARMAN_KEY = 'arman';

/** A man who looks for a wheelchair; he does not know how wide his door is. */
export const MAN: Readonly<Record<string, string>> = {
  sitting: 'steady',
  moving: 'both',
  active: 'no',
  place: 'both',
  ground: 'smooth',
  carried: 'no',
  body_weight: '72',
  hip_width: '41,5',
  thigh_length: '46',
};

/** Answers each question that comes, and leaves out what is not among the answers, until the result is there. */
export async function answersQuestions(
  person: Person,
  family: Family,
  answers: Readonly<Record<string, string>>,
): Promise<void> {
  const { page, t, lang } = person;
  // Without script nothing tells that the next page has come but its address.
  for (let before = ''; ;) {
    await page.waitForURL(
      (url) => url.href !== before && /\/guide\/[a-z-]+\/\w+$/.test(url.pathname),
    );
    before = page.url();
    const key = new URL(page.url()).pathname.split('/').at(-1);
    const question = questionsOf(family).find((one) => one.key === key);
    if (!question) return;
    const answer = answers[question.key];
    if (answer === undefined) {
      await person.presses(t('guide.question.skip'));
      continue;
    }
    if (question.kind === 'choice') {
      const option = question.options.find((one) => one.key === answer)!;
      await person.chooses(option.name[lang]);
    } else {
      await person.types(question.title[lang], answer);
    }
    await person.presses(t('guide.question.next'));
  }
}
