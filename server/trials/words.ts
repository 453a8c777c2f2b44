import type { Translate } from '../i18n/texts.ts';
import type { TrialAnswer } from './acts.ts';

/** Both questions with their answers, each on its line, and what was said besides. */
export function answerInWords({ does, keeps, words }: TrialAnswer, t: Translate): string {
  return [
    `${t('trials.does')} ${t(`trials.does.${does}`)}.`,
    `${t('trials.keeps')} ${t(`trials.keeps.${keeps}`)}.`,
    ...(words ? [words] : []),
  ].join('\n');
}
