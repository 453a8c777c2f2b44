// The product page's part on dimensions: the drawing, its numbers in words, and the person's measures beside them.
import { definitionsFor, type Definition } from '../catalogue/technical-data.ts';
import type { PanelGround, ProductPanel } from '../catalogue/panels.ts';
import type { Database } from '../database.ts';
import { besideEachOther, type Compared } from './beside.ts';
import { sketchesOf } from './drawing/figures.ts';
import { plotAll } from './drawing/plot.ts';
import type { Numbers } from './drawing/sketch.ts';
import { kindOf, sheetFor } from './kinds.ts';
import { measuresOf, type OwnMeasures } from './measures.ts';
import { measuredOf } from './measure-values.ts';
import { outdatedNow, type Outdated } from './outdated-now.ts';
import { inWords, nameOfMeasure, valueWithUnit } from './words.ts';

/** Makes the panel: nothing where the class has no drawing and no measures beside its numbers. */
export function dimensionPanel(db: Database): ProductPanel {
  return async (ground) => {
    const { req, visit, product, variant, on } = ground;
    if (!variant) return null;
    const data = numbersOf(ground);
    const sketches = sketchesOf(product.aidClassCode, data.centimetres);
    const own = await measuresOf(db.read, req, visit.reader, on);
    const compared = own
      ? besideEachOther(product.aidClassCode, (key) => data.thousandths.get(key), own.values)
      : [];
    if (!sketches.length && !compared.length) return null;
    const old = own && compared.length ? await outdatedNow(db.read, own, on) : null;

    const { t } = visit;
    const letters = new Map(
      [...new Set(sketches.flatMap(({ dimensions }) => dimensions.map(({ key }) => key)))].map(
        (key, at) => [key, String.fromCodePoint(65 + at)],
      ),
    );
    const label = (key: string) => `${letters.get(key)!}\u00a0${data.inWords(key)}`;
    const plots = plotAll(sketches, label);
    const sheet = sheetFor(product.aidClassCode);
    return {
      place: 'data',
      template: 'measures/dimensions',
      values: {
        views: plots.map((plot, at) => ({
          ...plot,
          title: t(`measures.drawing.view.${plot.view}`),
          words: sketches[at]!.dimensions.map(
            ({ key }) => `${letters.get(key)!}: ${data.nameOf(key)}, ${data.inWords(key)}`,
          ).join('; '),
        })),
        rows: [...letters].map(([key, letter]) => ({
          letter,
          name: data.nameOf(key),
          value: data.inWords(key),
        })),
        own: compared.map((one) => besideInWords(one, own!, old, visit)),
        sheet,
        hasOwn: own !== null,
      },
    };
  };
}

interface ProductNumbers {
  centimetres: Numbers;
  /** Thousandths of the unit in which people are measured: cm and kg. */
  thousandths: ReadonlyMap<string, number>;
  nameOf: (key: string) => string;
  inWords: (key: string) => string;
}

// Thousandths of a centimetre, or of a kilogram, in one of these units.
const INTO: Readonly<Record<string, number>> = { mm: 0.1, cm: 1, m: 100, kg: 1, g: 0.001, pcs: 1 };

function numbersOf({ snapshot, product, variant, visit }: PanelGround): ProductNumbers {
  const { classes, definitions } = snapshot;
  const defined = definitionsFor(definitions, classes.withAncestors(product.aidClassCode));
  const found = new Map<string, { definition: Definition; thousandths: number }>();
  for (const definition of defined) {
    const value = variant!.values.get(definition.id)?.thousandths;
    const factor = INTO[definition.unit ?? ''];
    // The class's own data come first: they stand over those of its ancestors.
    if (definition.kind !== 'number' || !value || value < 0 || !factor) continue;
    if (!found.has(definition.key)) {
      found.set(definition.key, { definition, thousandths: Math.round(value * factor) });
    }
  }
  const unitOf = (key: string) => (/^[kg]+$/.test(found.get(key)!.definition.unit!) ? 'kg' : 'cm');
  return {
    centimetres: Object.fromEntries([...found].map(([key, one]) => [key, one.thousandths / 1000])),
    thousandths: new Map([...found].map(([key, one]) => [key, one.thousandths])),
    nameOf: (key) => found.get(key)!.definition.names[visit.lang],
    inWords: (key) => valueWithUnit(found.get(key)!.thousandths, unitOf(key), visit),
  };
}

function besideInWords(
  { measure, standing }: Compared,
  own: OwnMeasures,
  old: Outdated | null,
  visit: PanelGround['visit'],
) {
  const { t, format } = visit;
  const unit = kindOf(measure)!.unit;
  const date = format.date(measuredOf(own, measure).on);
  return {
    name: nameOfMeasure(measure, visit),
    value: inWords(measure, own.values[measure]!, visit),
    standing: t(
      `measures.beside.${standing.is}`,
      'difference' in standing
        ? { difference: valueWithUnit(standing.difference, unit, visit) }
        : {},
    ),
    old: old?.keys.includes(measure) ? t('measures.child.old', { date, months: old.months }) : null,
  };
}
