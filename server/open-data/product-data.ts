// A product as schema.org describes one, for search engines: microdata, since pages carry no inline script.
import type { ProductPanel } from '../catalogue/panels.ts';
import type { Portal } from '../portal.ts';

/** The panel with the product's name, maker, picture and the span of its prices. Only strangers get it: robots are. */
export function productDataPanel({ config }: Portal): ProductPanel {
  return ({ visit, product, snapshot, offers }) => {
    if (visit.reader) return Promise.resolve(null);
    const { lang, paths } = visit;
    const prices = offers.map(({ price }) => price);
    const absolute = (address: string) => new URL(address, config.publicUrl).href;
    return Promise.resolve({
      place: 'end',
      template: 'open-data/product-data',
      values: {
        name: product.names[lang],
        description: product.summaries[lang],
        url: absolute(paths.aid(product.slug)),
        maker: product.maker,
        category: snapshot.classes.find(product.aidClassCode)?.names[lang] ?? '',
        picture: product.pictures[0]
          ? absolute(paths.picture(product.pictures[0].file, 1024))
          : null,
        offers: prices.length && {
          count: prices.length,
          low: tenge(Math.min(...prices)),
          high: tenge(Math.max(...prices)),
        },
      },
    });
  };
}

// schema.org takes a decimal number with a point.
function tenge(tiyn: number): string {
  return (tiyn / 100).toFixed(2);
}
