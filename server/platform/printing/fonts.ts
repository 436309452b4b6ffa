/** The letter of printed documents: Tinos, which has the widths of Times New Roman, carried within the document because the printer fetches nothing. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { productFolder } from '../startup/product-folder.js';

const folder = path.join(productFolder, 'node_modules', '@fontsource', 'tinos', 'files');
const styles = [
  { weight: 400, style: 'normal' },
  { weight: 400, style: 'italic' },
  { weight: 700, style: 'normal' },
  { weight: 700, style: 'italic' },
] as const;

/** The parts that the letter comes in, by the characters they hold. The first two are all that Vietnamese needs. */
const subsets = [
  { name: 'latin', range: 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD', always: true },
  { name: 'vietnamese', range: 'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB', always: true },
  { name: 'latin-ext', range: 'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF', always: false },
  { name: 'greek', range: 'U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF', always: false },
  { name: 'cyrillic', range: 'U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116', always: false },
] as const;

type Subset = (typeof subsets)[number];
const faces = new Map<string, string>();

/** The @font-face rules that a document of this text needs; read from disk once. */
export function fontFaces(text: string): string {
  return subsets.filter((subset) => subset.always || needs(text, subset)).map(facesOf).join('\n');
}

function facesOf(subset: Subset): string {
  const known = faces.get(subset.name);
  if (known !== undefined) return known;
  const rules = styles.map(({ weight, style }) => {
    const bytes = readFileSync(path.join(folder, `tinos-${subset.name}-${String(weight)}-${style}.woff2`)).toString('base64');
    return `@font-face{font-family:Tinos;font-style:${style};font-weight:${String(weight)};src:url(data:font/woff2;base64,${bytes}) format("woff2");unicode-range:${subset.range}}`;
  });
  const css = rules.join('\n');
  faces.set(subset.name, css);
  return css;
}

/** Whether the text has a character of this part that the parts always carried do not hold. */
function needs(text: string, subset: Subset): boolean {
  return onlyIn.get(subset)?.test(text) ?? false;
}

const carried = charactersOf(subsets.filter(({ always }) => always));
const onlyIn = new Map<Subset, RegExp>(subsets.map((subset) => [subset, new RegExp(`[[${charactersOf([subset])}]--[${carried}]]`, 'v')]));

/** The ranges of these parts as the inside of a character class. */
function charactersOf(parts: readonly Subset[]): string {
  return parts.map(({ range }) => range.replaceAll(/U\+([\dA-F]+)/g, String.raw`\u{$1}`).replaceAll(/-([\dA-F]+)/g, String.raw`-\u{$1}`).replaceAll(',', '')).join('');
}
