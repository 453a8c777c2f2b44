import { optionalChoice, optionalText, text, type Field } from '../web/forms.ts';

export const LONGEST_QUERY = 150;

/** What a search box holds. */
export const query = optionalText({ max: LONGEST_QUERY });

const wish = text({ missing: 'search.missing.text.missing', max: 300, min: 3, lines: true });

/** What somebody says is missing. */
export function missingFields(classes: readonly string[], regions: readonly string[]) {
  return {
    text: withoutPersonalData(wish),
    class: optionalChoice(classes),
    region: optionalChoice(regions),
  };
}

// Nobody has to say who they are: numbers of people, telephones and mail addresses are sent back.
function withoutPersonalData(field: Field<string>): Field<string> {
  return (raw, refuse) => {
    const value = field(raw, refuse);
    if (typeof value !== 'string') return value;
    const digits = value.match(/\d(?:[\s()-]{0,3}\d){9,}/g) ?? [];
    const isPersonal = digits.length > 0 || /[^\s@]+@[^\s@]+\.[^\s@]+/.test(value);
    return isPersonal ? refuse('search.missing.text.personal') : value;
  };
}
