import type { Lang } from '../i18n/languages.ts';
import type { Translate } from '../i18n/texts.ts';
import type { ReasonVersion } from './reasons.ts';

/** Why it was refused, paragraph by paragraph: the sentence for the person, the rule, its source, what can be sent. */
export function refusalWords(
  t: Translate,
  lang: Lang,
  explanation: string,
  { rules, sources, remedies }: Pick<ReasonVersion, 'rules' | 'sources' | 'remedies'>,
): string[] {
  return [
    explanation,
    ...(rules ? [t('requests.reason.rule', { rule: rules[lang] })] : []),
    t('requests.reason.source', { source: sources[lang] }),
    ...(remedies ? [t('requests.reason.remedy', { remedy: remedies[lang] })] : []),
  ];
}
