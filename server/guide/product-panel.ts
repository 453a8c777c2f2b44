// On a product's page: the verdict by this visit's answers, or the way to the questions.
import type { ProductPanel } from '../catalogue/panels.ts';
import type { Database } from '../database.ts';
import { familyName, guideFamilyOf } from './family.ts';
import { answersIn } from './answers.ts';
import { sentenceOf } from './sentences.ts';
import { verdictsFor } from './verdicts.ts';

export function guidePanel(db: Database): ProductPanel {
  return async ({ req, visit, snapshot, product, variant, on }) => {
    const { aidClassCode } = product;
    const family = guideFamilyOf(aidClassCode);
    if (!family || !variant) return null;
    const { lang, paths } = visit;
    const place = 'choice';
    const given = answersIn(req, family);
    if (!given) {
      const values = { href: paths.guideFamily(family), family: familyName(family, visit) };
      return { place, template: 'guide/invitation', values };
    }
    const { answers } = given;
    const choosables = [{ variantId: variant.id, values: variant.values, aidClassCode }];
    const found = await verdictsFor(db, { family, answers, choosables, on, snapshot });
    const { verdict, reasons } = found.get(variant.id)!;
    const said = reasons.map((reason) => ({
      verdict: reason.verdict,
      text: sentenceOf(reason, lang),
    }));
    return {
      place,
      template: 'guide/on-product',
      values: {
        verdict,
        deciding: said.filter((one) => one.verdict === verdict),
        others: said.filter((one) => one.verdict !== verdict),
        href: paths.guideResult(family),
      },
    };
  };
}
