import { choice, optionalText, text, ticked } from '../web/forms.ts';

/** What to put on the list. */
export const addFields = {
  variant: text({
    missing: 'shortlists.variantMissing',
    pattern: /^[1-9]\d{0,8}$/,
    wrong: 'shortlists.variantMissing',
  }),
};

export const noteFields = { note: optionalText({ max: 200 }) };

export const moveFields = {
  to: choice(['up', 'down'], { missing: 'shortlists.moveMissing' }),
};

export const sharingFields = { notes: ticked() };

export const openingFields = { code: text({ missing: 'shortlists.codeMissing', max: 40 }) };

/** A box that must be ticked before everything on the list goes. */
export const removalFields = { sure: choice(['yes'], { missing: 'shortlists.sureMissing' }) };
