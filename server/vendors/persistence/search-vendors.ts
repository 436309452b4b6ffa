import type { SearchSql } from '../../platform/database/search-source.js';

const visible = { action: 'read', subject: 'Vendor', fields: {} };
const folded = (parameter: string): string => `fold_text(${parameter})`;

/** Vendors by tax code, short name and the words of their name. */
export const vendorSearchSql: SearchSql = {
  from: 'vendor v',
  id: 'v.id',
  visible,
  codes: [
    { expression: 'v.tax_code', typed: folded, byPrefix: true, ofFolded: (text) => text },
    { expression: 'fold_text(v.short_name)', typed: folded, byPrefix: true, ofFolded: (text) => text },
  ],
  words: 'v.folded_search',
  order: 'v.name COLLATE vietnamese, v.id',
  shown: `SELECT v.name AS title, v.tax_code AS code, v.short_name AS note, CASE WHEN v.ceased_on <= app_today() THEN 'ceased' ELSE 'active' END AS state, v.id AS link_id
            FROM vendor v WHERE v.id = hit.id`,
};

/** The people of vendors by name. Their words stay out of the list of known words, so near names are sought among the names themselves. */
export const vendorPersonSearchSql: SearchSql = {
  from: 'vendor_person p',
  id: 'p.id',
  visible,
  codes: [],
  words: 'p.folded_name',
  alike: 'p.folded_name',
  order: 'p.folded_name, p.id',
  shown: `SELECT p.full_name AS title, NULL::text AS code, concat_ws(' · ', p.post, v.name) AS note, CASE WHEN p.left_on <= app_today() THEN 'left' END AS state, p.id AS link_id
            FROM vendor_person p JOIN vendor v ON v.id = p.vendor_id WHERE p.id = hit.id`,
};
