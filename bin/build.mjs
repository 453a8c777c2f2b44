// Makes what browsers fetch: styles, script, fonts, drawings and icons, named after their content, with
// their compressed forms beside them. A second run with nothing changed only compares one digest.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const built = path.join(root, 'public', 'built');
const manifestFile = path.join(built, 'manifest.json');
const SOURCES = [
  'public/styles',
  'public/js',
  'public/icons',
  'public/illustrations',
  'public/drawings',
];
const PACKAGES = ['govuk-frontend', 'sass', '@expo-google-fonts/golos-text'];
const ASSETS = '/assets';

// Basic Latin, Russian and Kazakh letters, and the signs our texts use: nothing else is in the fonts.
const LETTERS =
  range(0x20, 0x7e) +
  range(0x410, 0x44f) +
  'ńŃÄÖÜäöüßéÉñçЁёӘәҒғҚқҢңӨөҰұҮүҺһІі' +
  '\u00a0\u202f«»–—…‑№₸’·×°−';
const FONTS = { 400: '400Regular/GolosText_400Regular.ttf', 700: '700Bold/GolosText_700Bold.ttf' };

const TYPES = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  ico: 'image/x-icon',
  png: 'image/png',
};

/** Builds what has changed. Says whether there was anything to do. */
export async function build() {
  const inputs = digestOfInputs();
  if (isUpToDate(inputs)) return { fresh: false, milliseconds: 0 };
  const startedAt = performance.now();
  const files = {};
  const keep = new Set(['manifest.json']);
  mkdirSync(built, { recursive: true });

  async function emit(name, content, named) {
    const { ext, name: stem } = path.parse(name);
    const raw = Buffer.from(content);
    const digest = createHash('sha256').update(raw).digest('hex').slice(0, 10);
    const file = named ?? `${stem}.${digest}${ext}`;
    const type = TYPES[ext.slice(1)];
    files[name] = { url: `${ASSETS}/${file}`, type, bytes: raw.length };
    keep.add(file);
    writeFileSync(path.join(built, file), raw);
    if (['.css', '.js', '.svg'].includes(ext)) {
      const [br, gz] = await Promise.all([
        promisify(brotliCompress)(raw, {
          params: {
            [constants.BROTLI_PARAM_QUALITY]: 11,
            [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
          },
        }),
        promisify(gzip)(raw, { level: 9 }),
      ]);
      keep.add(`${file}.br`).add(`${file}.gz`);
      writeFileSync(path.join(built, `${file}.br`), br);
      writeFileSync(path.join(built, `${file}.gz`), gz);
      files[name].compressed = br.length;
    }
    return files[name].url;
  }

  const [fonts, scripts, illustrations, measuring, icons] = await Promise.all([
    subsetFonts(),
    bundleScripts(),
    drawSprite('public/illustrations'),
    drawSprite('public/drawings'), // how to measure: fetched by the measuring sheets alone
    drawIcons(),
  ]);
  const fontUrls = {};
  for (const [weight, font] of Object.entries(fonts))
    fontUrls[weight] = await emit(`golos-${weight}.woff2`, font);
  await Promise.all([
    ...styleSheets().map(async (name) => emit(`${name}.css`, await compileStyles(name, fontUrls))),
    ...scripts.map(({ file, contents }) =>
      emit(file.startsWith('app.') ? 'app.js' : file, contents, file),
    ),
    emit('illustrations.svg', illustrations),
    emit('measuring.svg', measuring),
    ...Object.entries(icons).map(([name, icon]) => emit(name, icon)),
  ]);

  for (const file of readdirSync(built)) if (!keep.has(file)) rmSync(path.join(built, file));
  writeFileSync(manifestFile, JSON.stringify({ inputs, files }, null, 2));
  return { fresh: true, milliseconds: Math.round(performance.now() - startedAt), files };
}

function isUpToDate(inputs) {
  try {
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
    return (
      manifest.inputs === inputs &&
      Object.values(manifest.files).every(({ url }) =>
        existsSync(path.join(built, path.basename(url))),
      )
    );
  } catch {
    return false;
  }
}

function digestOfInputs() {
  const digest = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of PACKAGES)
    digest.update(readFileSync(path.join(root, 'node_modules', name, 'package.json')));
  for (const folder of SOURCES) {
    for (const file of filesBelow(folder))
      digest.update(file).update(readFileSync(path.join(root, file)));
  }
  return digest.digest('hex');
}

function filesBelow(folder) {
  const at = path.join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

/** `app` is every page's; a page may name others beside it. Parts begin with an underscore. */
function styleSheets() {
  return filesBelow('public/styles')
    .map((file) => path.basename(file, '.scss'))
    .filter((name) => !name.startsWith('_'));
}

async function compileStyles(name, fonts) {
  const sass = await import('sass');
  const { css } = sass.compile(path.join(root, 'public/styles', `${name}.scss`), {
    loadPaths: [path.join(root, 'node_modules')],
    style: 'compressed',
    charset: false,
    quietDeps: true,
  });
  return (
    css
      // Every browser that reads our styles knows custom properties: the fallback colours are dead weight.
      .replace(/var\((--govuk-[a-z-]+-colour), ?#?[a-z0-9]+\)/gi, 'var($1)')
      .replace(/font:(\d+)/g, (_, weight) => fonts[weight])
      .trim()
  );
}

async function subsetFonts() {
  const { default: subset } = await import('subset-font');
  const made = {};
  for (const [weight, file] of Object.entries(FONTS)) {
    const whole = readFileSync(path.join(root, 'node_modules/@expo-google-fonts/golos-text', file));
    made[weight] = await subset(whole, LETTERS, { targetFormat: 'woff2' });
  }
  return made;
}

/** The script of every page, and the parts that it fetches where they are needed: esbuild names those. */
async function bundleScripts() {
  const { build: bundle } = await import('esbuild');
  const { outputFiles } = await bundle({
    entryPoints: [path.join(root, 'public/js/app.js')],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    outdir: built,
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    write: false,
  });
  return outputFiles.map(({ path: file, contents }) => ({ file: path.basename(file), contents }));
}

/** One file of symbols: `<use href="…#4-12-36">` shows the drawing of that name. */
async function drawSprite(folder) {
  const tidy = await tidier();
  const symbols = filesBelow(folder)
    .filter((file) => file.endsWith('.svg'))
    .map((file) => {
      const id = path.basename(file, '.svg');
      const svg = tidy(readFileSync(path.join(root, file), 'utf8'), id);
      const [, attributes, inner] = /<svg([^>]*)>([\s\S]*)<\/svg>/.exec(svg) ?? [undefined, '', ''];
      const kept = attributes
        .replace(
          /\s(xmlns(:\w+)?|width|height|id|role|version|class|aria-[\w-]+|focusable)="[^"]*"/g,
          '',
        )
        .trim();
      return `<symbol id="${id}" ${kept}>${inner}</symbol>`;
    });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}

/** Ids inside a drawing get its name in front: the drawings share one file. */
async function tidier() {
  try {
    const { optimize } = await import('svgo');
    const preset = {
      name: 'preset-default',
      params: { overrides: { removeUnknownsAndDefaults: false } },
    };
    return (svg, prefix) =>
      optimize(svg, {
        plugins: [
          preset,
          'removeTitle',
          'removeDesc',
          { name: 'prefixIds', params: { prefix, prefixClassNames: false } },
        ],
      }).data;
  } catch {
    // svgo is there for development only; without it the file is larger, not different.
    return (svg) =>
      svg
        .replace(/<!--[\s\S]*?-->|<\?xml[^>]*>|<(title|desc)[\s\S]*?<\/\1>/g, '')
        .replace(/>\s+</g, '><');
  }
}

async function drawIcons() {
  const mark = readFileSync(path.join(root, 'public/icons/favicon.svg'));
  const { default: sharp } = await import('sharp');
  const png = (size) =>
    sharp(mark, { density: 384 })
      .resize(size, size)
      .png({ compressionLevel: 9, palette: true })
      .toBuffer();
  const [small, large] = await Promise.all([png(32), png(180)]);
  return { 'favicon.svg': mark, 'favicon.ico': icoOf(small), 'touch-icon.png': large };
}

/** An .ico file is a directory of one entry, then the PNG as it is. */
function icoOf(png) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(32, 6);
  head.writeUInt8(32, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(22, 18);
  return Buffer.concat([head, png]);
}

function range(from, to) {
  return String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, index) => from + index));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { fresh, milliseconds, files } = await build();
  if (fresh) {
    console.log(`Assets built in ${milliseconds} ms`);
    for (const [name, { bytes, compressed }] of Object.entries(files))
      console.log(`  ${name} ${compressed ?? bytes} B`);
  } else console.log('Assets are up to date');
}
